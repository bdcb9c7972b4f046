package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/** {@code ALTER TABLE … ALTER COLUMN … SET DEFAULT}. */
public record SetDefault(
    TableRef table, Identifier column, String expression, Optional<RunPhase> phase, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setDefault(this);
  }
}
