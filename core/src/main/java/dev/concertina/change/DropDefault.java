package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER TABLE … ALTER COLUMN … DROP DEFAULT}. */
public record DropDefault(TableRef table, Identifier column, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropDefault(this);
  }
}
