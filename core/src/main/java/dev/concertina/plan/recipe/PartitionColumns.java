package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Table;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * What the old column has in each partition by itself, for the shadow: grants and comments are of
 * one table, SET COMPRESSION does not reach partitions, and a partition may have a storage or a
 * statistics target other than its parent's ("ALTER TABLE" in the documentation).
 */
record PartitionColumns(Shadow shadow) {

  /** The statistics target of a column that has none of its own. */
  private static final int UNTOLD = -1;

  void addTo(Contribution.Builder parts) {
    for (Partitioning.Partition member : shadow.table().partitioning().members()) {
      member.table().column(shadow.old().name()).ifPresent(c -> add(member.table(), c, parts));
    }
  }

  private void add(Table partition, Column column, Contribution.Builder parts) {
    QualifiedName name = partition.name();
    if (shadow.keepsType()) {
      changed(column.storage(), shadow.old().storage())
          .ifPresent(s -> set(parts, name, Sql.of("SET STORAGE {}", Sql.verbatim(s))));
      column
          .compression()
          .ifPresent(c -> set(parts, name, Sql.of("SET COMPRESSION {}", Sql.verbatim(c))));
    }
    target(column).ifPresent(s -> set(parts, name, Sql.of("SET STATISTICS {}", Sql.number(s))));
    column.options().ifPresent(o -> set(parts, name, Sql.of("SET ({})", Sql.verbatim(o))));
    for (Grant grant : column.grants()) {
      parts.expand(shadow.grantOn(name, grant));
    }
    column
        .comment()
        .ifPresent(
            text ->
                parts.expand(
                    alter(
                        shadow.table().name(),
                        Sql.of(
                            "COMMENT ON COLUMN {}.{} IS {}",
                            name,
                            shadow.physical(),
                            Sql.literal(text)))));
  }

  /** What the whole table is told reaches a partition that had been told nothing. */
  private Optional<Integer> target(Column column) {
    Optional<Integer> inherited = shadow.old().statistics();
    return column.statistics().isEmpty() && inherited.isPresent()
        ? Optional.of(UNTOLD)
        : changed(column.statistics(), inherited);
  }

  private static <T> Optional<T> changed(Optional<T> own, Optional<T> inherited) {
    return own.filter(value -> !inherited.equals(Optional.of(value)));
  }

  /** Partitions of the partition have settings of their own. */
  private void set(Contribution.Builder parts, QualifiedName partition, Sql clause) {
    parts.expand(
        alter(
            shadow.table().name(),
            Sql.of(
                "ALTER TABLE ONLY {} ALTER COLUMN {} {}", partition, shadow.physical(), clause)));
  }
}
