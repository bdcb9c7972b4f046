package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.sql.QualifiedName;

/** {@code CREATE TABLE}. */
public record CreateTable(QualifiedName table, Span span) implements Action {

  @Override
  public void change(RunningSchema schema) {
    schema.create(table);
  }
}
