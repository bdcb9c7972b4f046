package dev.concertina.plan.recipe;

import dev.concertina.catalog.TableKind;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows whose parent is not there.
 *
 * @param columns that refer
 * @param referencedColumns in their order
 */
record Orphans(
    PlanContext context,
    List<Identifier> columns,
    QualifiedName referenced,
    List<Identifier> referencedColumns) {

  /** True for such a row. */
  Sql condition() {
    return conditionAt(referenced);
  }

  /** As above, while the parents stand in another place. */
  Sql conditionAt(QualifiedName place) {
    // In the sub-query no column can be taken for another's.
    List<Identifier> aliases = columns.stream().map(column -> column.derived("parent")).toList();
    Sql keys =
        Sql.join(
            ", ",
            IntStream.range(0, columns.size())
                .mapToObj(i -> Sql.of("parent.{} AS {}", referencedColumns.get(i), aliases.get(i)))
                .toList());
    Sql same =
        Sql.join(
            " AND ",
            IntStream.range(0, columns.size())
                .mapToObj(i -> Sql.of("{} = {}", aliases.get(i), columns.get(i)))
                .toList());
    return Sql.of(
        "{} AND NOT EXISTS (SELECT FROM (SELECT {} FROM {} parent) parents WHERE {})",
        Sql.join(" AND ", columns.stream().map(c -> Sql.of("{} IS NOT NULL", c)).toList()),
        keys,
        parents(place),
        same);
  }

  /**
   * The rows of a partitioned table stand in its partitions; those of child tables do not count.
   * Where nobody asked what the table is, a row too few is taken for one without a parent: the
   * validation of the foreign key finds it.
   */
  private Sql parents(QualifiedName place) {
    boolean ordinary =
        context
            .catalog()
            .relation(referenced)
            .filter(relation -> relation.kind() != TableKind.PARTITIONED_TABLE)
            .isPresent();
    return ordinary ? Sql.of("ONLY {}", place) : Sql.of("{}", place);
  }
}
