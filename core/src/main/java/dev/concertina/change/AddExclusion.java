package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD CONSTRAINT … EXCLUDE}.
 *
 * @param name empty where PostgreSQL chooses it
 * @param definition {@code EXCLUDE USING …}, as written
 */
public record AddExclusion(
    TableRef table,
    Optional<Identifier> name,
    Sql definition,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addExclusion(this);
  }
}
