package dev.concertina.plan.recipe;

import dev.concertina.catalog.Index;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The same index over other columns: keys in their order, expressions, collation, operator class,
 * direction, INCLUDE, options, table space and predicate.
 *
 * @param physical from the index's column names to those of the copy
 */
record IndexCopy(
    Index original, QualifiedName table, Identifier name, UnaryOperator<Identifier> physical) {

  Sql create() {
    return create(original.unique());
  }

  /** One that finds rows as the original does, and refuses none. */
  Sql createNotUnique() {
    return create(false);
  }

  private Sql create(boolean unique) {
    return Sql.of(
        "CREATE {}INDEX CONCURRENTLY {} ON {} {}",
        unique ? Sql.of("UNIQUE ") : Sql.of(""),
        name,
        table,
        definition(unique));
  }

  /** What follows the table's name. */
  Sql definition() {
    return definition(original.unique());
  }

  private Sql definition(boolean unique) {
    List<Sql> clauses = new ArrayList<>();
    clauses.add(
        Sql.of(
            "USING {} ({})",
            original.method(),
            Sql.join(", ", original.keys().stream().map(this::key).toList())));
    if (!original.include().isEmpty()) {
      clauses.add(
          Sql.of(
              "INCLUDE ({})", Sql.join(", ", original.include().stream().map(physical).toList())));
    }
    if (unique && original.nullsNotDistinct()) {
      clauses.add(Sql.of("NULLS NOT DISTINCT"));
    }
    original.options().ifPresent(o -> clauses.add(Sql.of("WITH ({})", Sql.verbatim(o))));
    original.tablespace().ifPresent(t -> clauses.add(Sql.of("TABLESPACE {}", t)));
    original.predicate().ifPresent(p -> clauses.add(Sql.of("WHERE {}", p.bind(physical))));
    return Sql.join(" ", clauses);
  }

  QualifiedName qualifiedName() {
    return table.sibling(name);
  }

  private Sql key(Index.Key key) {
    Sql expression = key.expression().bind(physical);
    Sql written = key.expression().isPlainColumn() ? expression : Sql.of("({})", expression);
    return key.ordering().sql().isEmpty() ? written : Sql.of("{} {}", written, key.ordering());
  }
}
