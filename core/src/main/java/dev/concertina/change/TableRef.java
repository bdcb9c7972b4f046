package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * A table, index or view as the migration names it; without a schema, the search path decides.
 *
 * <p>Two refs may name one table ({@code users}, {@code public.users}): compare what the catalog
 * resolves them to.
 */
public record TableRef(Optional<Identifier> schema, Identifier name) {

  public static TableRef of(String name) {
    return new TableRef(Optional.empty(), new Identifier(name));
  }

  public static TableRef of(QualifiedName name) {
    return new TableRef(Optional.of(name.schema()), name.name());
  }

  /** The name for a statement, each part quoted. */
  public Sql sql() {
    return schema.map(given -> Sql.of("{}.{}", given, name)).orElseGet(() -> Sql.of("{}", name));
  }

  @Override
  public String toString() {
    return schema.map(s -> s + ".").orElse("") + name;
  }
}
