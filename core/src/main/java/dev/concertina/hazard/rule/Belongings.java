package dev.concertina.hazard.rule;

import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What hangs on a column, and what another in its place therefore needs as well. */
final class Belongings {

  private static final String HOW_REQUIRED = "NOT NULL (see set-not-null-scan)";
  private static final String HOW_INDEXED = "CREATE INDEX CONCURRENTLY";
  private static final String HOW_CONSTRAINED = "NOT VALID, then VALIDATE";

  private Belongings() {}

  /** In words; empty if nothing is known to hang on it, and all of its table is known. */
  static Optional<String> of(Schema schema, QualifiedName table, String column) {
    Optional<Relation> known = schema.relation(table).filter(Relation::isComplete);
    List<String> its = known.map(all -> of(all, column, schema)).orElseGet(Belongings::perhaps);
    return its.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", its));
  }

  private static List<String> perhaps() {
    return List.of(
        "its default",
        "its indexes (%s)".formatted(HOW_INDEXED),
        "its constraints (%s)".formatted(HOW_CONSTRAINED),
        HOW_REQUIRED);
  }

  private static List<String> of(Relation table, String column, Schema schema) {
    List<String> its = new ArrayList<>();
    Optional<Column> known = table.column(column);
    known.filter(Column::hasDefault).ifPresent(any -> its.add("its default"));
    schema
        .indexesOf(table.name())
        .filter(index -> index.columns().contains(column))
        .map(index -> index(index))
        .forEach(its::add);
    table.constraints().values().stream()
        .filter(each -> each.columns().contains(column) && !each.is(Kind.NOT_NULL))
        .map(each -> constraint(each, table.name()))
        .forEach(its::add);
    known
        .flatMap(Column::notNull)
        .filter(required -> required)
        .ifPresent(any -> its.add(HOW_REQUIRED));
    return its;
  }

  private static String index(IndexFacts index) {
    return "%s on (%s) (%s)"
        .formatted(
            index.unique() ? "the unique index" : "the index",
            String.join(", ", index.columns()),
            HOW_INDEXED);
  }

  private static String constraint(ConstraintSpec constraint, QualifiedName table) {
    return "%s (%s)"
        .formatted(
            constraint.nameIn(table),
            constraint.hasIndex()
                ? "a unique index built CONCURRENTLY, then USING INDEX"
                : HOW_CONSTRAINED);
  }
}
