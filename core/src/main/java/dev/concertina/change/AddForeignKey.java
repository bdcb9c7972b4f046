package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY}.
 *
 * @param name empty where PostgreSQL chooses it
 * @param notValid whether the rows that are there stay unproven
 */
public record AddForeignKey(
    TableRef table,
    Optional<Identifier> name,
    Reference reference,
    boolean notValid,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addForeignKey(this);
  }
}
