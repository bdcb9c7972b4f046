package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD CONSTRAINT … UNIQUE} or {@code PRIMARY KEY}.
 *
 * @param name empty where PostgreSQL chooses it
 * @param definition {@code UNIQUE (…) …}, as written
 */
public record AddUnique(
    TableRef table,
    Optional<Identifier> name,
    boolean primary,
    Sql definition,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addUnique(this);
  }
}
