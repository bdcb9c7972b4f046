package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code CREATE INDEX}.
 *
 * @param name the index's name; empty where PostgreSQL chooses it
 * @param concurrently the statement with CONCURRENTLY in its place
 * @param definition what follows the table's name
 */
public record CreateIndex(
    TableRef table,
    Optional<Identifier> name,
    boolean unique,
    Sql concurrently,
    Sql definition,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createIndex(this);
  }
}
