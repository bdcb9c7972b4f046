package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/** {@code ALTER TABLE … ALTER COLUMN … DROP NOT NULL}. */
public record DropNotNull(
    TableRef table, Identifier column, Optional<RunPhase> phase, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropNotNull(this);
  }
}
