package dev.concertina.plan.recipe;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.Column;
import dev.concertina.catalog.Dependent;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Table;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What cannot be changed of a partitioned table, with the reason and the way to do it. */
final class PartitionRules {

  private final PlanContext context;

  PartitionRules(PlanContext context) {
    this.context = context;
  }

  /** A partition alone; partitions whose rows or catalog entries are out of reach. */
  void refuseUnreachable(Table table, Origin origin) {
    for (Partitioning.Partition member : table.partitioning().members()) {
      if (member.kind() == Partitioning.Kind.FOREIGN) {
        throw context.refusal(
            origin,
            "unsupported-table",
            table.name()
                + " has the foreign table "
                + member.table().name()
                + " as a partition, whose rows the backfill cannot reach.",
            "Detach that partition first, and change it where it lives.");
      }
      if (!member.table().owned()) {
        throw context.refusal(
            origin,
            "no-rights",
            "role "
                + context.catalog().role().name()
                + " may not alter "
                + member.table().name()
                + ", a partition of "
                + table.name()
                + ", whose owner is "
                + member.table().owner()
                + ".",
            "Give all partitions the owner of the partitioned table.");
      }
    }
  }

  /**
   * A column of the partition key. A trigger must not send a row to another partition, and
   * PostgreSQL neither drops such a column nor changes its type.
   */
  void refuseKey(Table table, Identifier column, Origin origin) {
    if (table.partitioning().keys().contains(column)) {
      throw context.refusal(
          origin,
          "partition-key",
          table.name()
              + "."
              + column
              + " is part of the partition key, which says in which partition a row stands.",
          "Make a new table that is partitioned as it should be, let the application write to both,"
              + " move the rows, and drop this one: each in a migration of its own.");
    }
  }

  /**
   * What hangs on the column in one partition only: the parent's statements neither know it nor
   * carry it over.
   */
  void refuseOwn(Table table, Column column, Origin origin) {
    for (Partitioning.Partition member : table.partitioning().members()) {
      Table partition = member.table();
      Optional<String> own = own(partition, column);
      if (own.isPresent()) {
        throw refusal(partition, column, own.get(), origin);
      }
    }
  }

  /** What PostgreSQL cannot make anew on a partitioned table while writers go on. */
  void refuseUncarried(Table table, Identifier column, Origin origin) {
    if (!table.isPartitioned()) {
      return;
    }
    for (Index index : table.indexesOn(column)) {
      if (index.constraint().filter(c -> c.kind() == 'u').isPresent()) {
        throw uncarried(
            table,
            column,
            "is part of the constraint "
                + index.constraint().get().name()
                + ", which ALTER TABLE … USING INDEX does not make on a partitioned table.",
            "Replace the constraint by a unique index first, in a migration of its own.",
            origin);
      }
    }
    if (context.catalog().server().isAtLeast(18)) {
      return;
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (key.columns().contains(column)) {
        throw uncarried(
            table,
            column,
            "has the foreign key "
                + key.name()
                + ", which PostgreSQL before 18 cannot add NOT VALID to a partitioned table: it"
                + " would check every row while writers wait.",
            "Drop the foreign key first, in a migration of its own, or upgrade to PostgreSQL 18.",
            origin);
      }
    }
  }

  private MigrationException uncarried(
      Table table, Identifier column, String why, String hint, Origin origin) {
    return context.refusal(
        origin, "unsupported-column", table.name() + "." + column + " " + why, hint);
  }

  private static Optional<String> own(Table partition, Column column) {
    Identifier name = column.name();
    List<String> own = new ArrayList<>();
    Column there = partition.column(name).orElseThrow();
    if (there.notNull() && !column.notNull()) {
      own.add("a NOT NULL");
    }
    if (!there.defaultValue().equals(column.defaultValue())
        || there.generation() != column.generation()) {
      own.add("a default");
    }
    partition.checks().stream()
        .filter(check -> !check.inherited() && check.expression().columns().contains(name))
        .map(Check::name)
        .forEach(check -> own.add("the check " + check));
    partition.foreignKeys().stream()
        .filter(key -> !key.inherited() && key.columns().contains(name))
        .map(ForeignKey::name)
        .forEach(key -> own.add("the foreign key " + key));
    partition.referencedBy().stream()
        .filter(key -> !key.inherited() && key.referencedColumns().contains(name))
        .forEach(key -> own.add("the foreign key " + key.name() + " of " + key.table()));
    partition.dependentsOf(name).stream().map(Dependent::what).forEach(own::add);
    partition.indexesOn(name).stream()
        .filter(index -> index.parent().isEmpty())
        .forEach(index -> own.add("the index " + index.name()));
    return own.stream().findFirst();
  }

  private MigrationException refusal(Table partition, Column column, String what, Origin origin) {
    return context.refusal(
        origin,
        "partition-differs",
        "the partition "
            + partition.name()
            + " has for "
            + column.name()
            + " what the partitioned table has not: "
            + what
            + ".",
        "Give it to the whole table or drop it first, in a migration of its own.");
  }
}
