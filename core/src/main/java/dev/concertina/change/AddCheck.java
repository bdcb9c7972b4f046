package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD CONSTRAINT … CHECK}.
 *
 * @param name empty where PostgreSQL chooses it
 * @param definition {@code CHECK (…)}, as written
 * @param notValid whether the rows that are there stay unproven
 */
public record AddCheck(
    TableRef table,
    Optional<Identifier> name,
    Sql definition,
    boolean notValid,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addCheck(this);
  }
}
