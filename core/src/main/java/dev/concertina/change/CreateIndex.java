package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
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

  /** Not CONCURRENTLY, which cannot run in a transaction. */
  @Override
  public List<Sql> atOnce() {
    Sql named = name.map(given -> Sql.of(" {}", given)).orElse(Sql.of(""));
    return List.of(
        Sql.of(
            "CREATE {}INDEX{} ON {} {}",
            unique ? Sql.of("UNIQUE ") : Sql.of(""),
            named,
            table.sql(),
            definition));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createIndex(this);
  }
}
