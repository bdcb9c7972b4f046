package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Partitioning.Partition;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.PartitionBound;
import dev.concertina.catalog.Trial.PartitionBoundResult;
import dev.concertina.change.Origin;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What recipes of partitions that come and go share. */
record Partitions(PlanContext context, Table parent) {

  /** A default partition up to this size is read under a lock within milliseconds. */
  private static final long READ_AT_ONCE = 8L << 20;

  PartitionBoundResult bound(PartitionBound trial, Origin origin) {
    return context
        .catalog()
        .answer(trial)
        .orThrow(
            reason ->
                context.refusal(
                    origin,
                    "partition-refused",
                    "PostgreSQL refuses this partition: " + reason + ".",
                    "Correct its bound."));
  }

  /** PostgreSQL looks in the default partition for rows that belong into the new one. */
  void refuseLargeDefault(Origin origin) {
    defaultPartition()
        .filter(partition -> partition.bytes() > READ_AT_ONCE)
        .ifPresent(
            partition -> {
              throw context.refusal(
                  origin,
                  "default-partition",
                  "PostgreSQL reads the whole default partition "
                      + partition.name()
                      + " under a lock that stops the application.",
                  "Detach it, move the rows that belong elsewhere, and attach it again.");
            });
  }

  Optional<QualifiedName> defaultName() {
    return defaultPartition().map(Table::name);
  }

  private Optional<Table> defaultPartition() {
    return parent.partitioning().members().stream()
        .filter(member -> member.parent().equals(parent.name()) && member.isDefault())
        .map(Partition::table)
        .findFirst();
  }

  Statement attach(QualifiedName partition, Sql bound) {
    return Statement.metadata(
        Sql.of("ALTER TABLE {} ATTACH PARTITION {} {}", parent.name(), partition, bound),
        new TableLock(parent.name(), LockMode.SHARE_UPDATE_EXCLUSIVE));
  }

  /**
   * What ATTACH locks: its table, the default partition, and what foreign keys of the parent refer
   * to, because the partition gets them; a foreign key that it has already gives its triggers up.
   */
  List<TableLock> attachLocks(Optional<Table> partition) {
    List<TableLock> locks = new ArrayList<>();
    locks.add(new TableLock(parent.name(), LockMode.SHARE_UPDATE_EXCLUSIVE));
    partition
        .map(table -> new TableLock(table.name(), LockMode.ACCESS_EXCLUSIVE))
        .ifPresent(locks::add);
    List<QualifiedName> had =
        partition.stream()
            .flatMap(table -> table.foreignKeys().stream())
            .map(ForeignKey::referenced)
            .toList();
    locks.addAll(otherLocks(had));
    return locks;
  }

  /** As above, but for the parent and the partition. */
  List<TableLock> otherLocks(List<QualifiedName> had) {
    List<TableLock> locks = new ArrayList<>();
    defaultPartition()
        .map(table -> new TableLock(table.name(), LockMode.ACCESS_EXCLUSIVE))
        .ifPresent(locks::add);
    parent.foreignKeys().stream()
        .map(ForeignKey::referenced)
        .distinct()
        .map(
            name ->
                new TableLock(
                    name,
                    had.contains(name) ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_ROW_EXCLUSIVE))
        .forEach(locks::add);
    return locks;
  }

  /** Where EXPAND came as far as to attach it; without what ATTACH has given it. */
  Draft detachAgain(Table partition) {
    List<QualifiedName> had = partition.foreignKeys().stream().map(ForeignKey::referenced).toList();
    List<TableLock> locks = new ArrayList<>(dropLocks(List.of(partition.name())));
    parent.foreignKeys().stream()
        .map(ForeignKey::referenced)
        .distinct()
        .map(
            name ->
                new TableLock(
                    name,
                    had.contains(name) ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE))
        .forEach(locks::add);
    GivenByAttach given = new GivenByAttach(partition);
    return Drafts.under(
        "detach " + partition.name(),
        locks,
        List.of(detachIfAttached(partition.name(), given.collect(), given.drop())));
  }

  /** As above, of a table that the migration has made and will drop. */
  Draft detachNew(QualifiedName partition) {
    return Drafts.under(
        "detach " + partition,
        dropLocks(List.of()),
        List.of(neverWritten(partition)),
        List.of(detachIfAttached(partition, Sql.of(""), Sql.of(""))));
  }

  /**
   * Old writers' rows may stand in a new partition. Told by its size, because a count would read it
   * under the lock.
   */
  static Step.Guard neverWritten(QualifiedName partition) {
    return new Step.Guard(
        Sql.of(
                """
                SELECT count(*) FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass({}))
                 WHERE pg_catalog.pg_relation_size(relid) > 0""",
                Sql.literal(partition.sql()))
            .sql(),
        "rows were written to the new partition " + partition + ", and would be lost with it",
        "go on with the migration, or move the rows elsewhere, TRUNCATE "
            + partition
            + " and run the same command again");
  }

  private Statement detachIfAttached(QualifiedName partition, Sql before, Sql behind) {
    Sql code =
        Sql.of(
            """

            DECLARE
              given text[];
              drop_it text;
            BEGIN
              IF EXISTS (SELECT FROM pg_catalog.pg_inherits
                         WHERE inhrelid = pg_catalog.to_regclass({})
                           AND inhparent = pg_catalog.to_regclass({})) THEN{}
                ALTER TABLE {} DETACH PARTITION {};{}
              END IF;
            END
            """,
            Sql.literal(partition.sql()),
            Sql.literal(parent.name().sql()),
            before,
            parent.name(),
            partition,
            behind);
    return alter(parent.name(), Sql.of("DO {}", Sql.dollarQuoted(code)));
  }

  /** A foreign key of the parent becomes one of its own. */
  List<TableLock> detachLocks(QualifiedName partition) {
    return Stream.concat(
            dropLocks(List.of(partition)).stream(),
            parent.foreignKeys().stream()
                .map(ForeignKey::referenced)
                .distinct()
                .map(name -> new TableLock(name, LockMode.SHARE_ROW_EXCLUSIVE)))
        .toList();
  }

  /** The default partition gets another bound, too. */
  List<TableLock> dropLocks(List<QualifiedName> partition) {
    return Stream.of(
            Stream.of(parent.name()),
            partition.stream(),
            defaultPartition().stream().map(Table::name))
        .flatMap(names -> names)
        .map(name -> new TableLock(name, LockMode.ACCESS_EXCLUSIVE))
        .toList();
  }
}
