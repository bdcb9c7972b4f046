package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER TABLE … SET SCHEMA}. */
public record MoveTable(TableRef table, Identifier schema, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.moveTable(this);
  }
}
