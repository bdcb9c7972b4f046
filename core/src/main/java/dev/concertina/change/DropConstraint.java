package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/** {@code ALTER TABLE … DROP CONSTRAINT}. */
public record DropConstraint(
    TableRef table,
    Identifier name,
    boolean ifExists,
    boolean cascade,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropConstraint(this);
  }
}
