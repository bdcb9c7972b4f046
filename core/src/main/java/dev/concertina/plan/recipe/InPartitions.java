package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.plan.Statement;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Statements for single partitions in a late phase: where a partition was dropped or detached since
 * the plan was made, its statements are passed over.
 */
final class InPartitions {

  /** What is done to one partition. */
  record Part(QualifiedName partition, Sql statement) {}

  private InPartitions() {}

  /** One statement that runs all of them in their order; empty if there is none. */
  static Optional<Statement> run(Table table, List<Part> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<Sql> rows = IntStream.range(0, parts.size()).mapToObj(i -> row(i, parts.get(i))).toList();
    Sql code =
        Sql.of(
            """

            DECLARE
              statement text;
            BEGIN
              FOR statement IN
                SELECT part.sql FROM (VALUES
              {}) AS part(place, partition, sql)
                WHERE pg_catalog.to_regclass(part.partition) IN
                  (SELECT relid FROM pg_catalog.pg_partition_tree({}))
                ORDER BY part.place
              LOOP
                EXECUTE statement;
              END LOOP;
            END
            """,
            Sql.join(",\n  ", rows),
            Sql.literal(table.name().sql()));
    return Optional.of(alter(table.name(), Sql.of("DO {}", Sql.dollarQuoted(code))));
  }

  private static Sql row(int place, Part part) {
    return Sql.of(
        "({}, {},\n  {})",
        Sql.number(place),
        Sql.literal(part.partition().sql()),
        Sql.literal(part.statement().sql()));
  }
}
