package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Dependent;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.TableKind;
import dev.concertina.change.Change;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropTable;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table goes: nobody can reach it after CONTRACT, and its rows are kept until purged. */
final class DropTableRecipe {

  private static final String RETAINED = "_retained";

  private final PlanContext context;

  DropTableRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(DropTable change) {
    if (change.ifExists() && context.catalog().relation(change.table()).isEmpty()) {
      return Contribution.standalone().warn("there is no table " + change.table()).build();
    }
    refusePartition(change);
    Table table = context.table(change.table(), change.origin());
    refuse(change, table);
    Identifier schema = new Identifier(context.catalog().home() + RETAINED);
    QualifiedName kept = new QualifiedName(schema, table.name().derived(context.suffix()));
    List<Statement> statements = new ArrayList<>();
    for (ForeignKey key : table.foreignKeys()) {
      statements.add(
          new Statement(
              Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", table.name(), key.name()).sql(),
              Optional.of(new TableLock(key.referenced(), LockMode.ACCESS_EXCLUSIVE)),
              Work.METADATA));
    }
    whole(table).forEach(part -> statements.addAll(freeNames(part, table)));
    statements.add(Statement.unlocked(Sql.of("CREATE SCHEMA IF NOT EXISTS {}", schema)));
    whole(table).forEach(part -> statements.addAll(move(part, table, schema)));
    statements.add(
        Statement.unlocked(
            new RetirementNote(context.version())
                .on(Sql.of("TABLE {}", kept), "Was " + table.name())));
    Contribution.Builder parts =
        Contribution.standalone()
            .touches(table.name())
            .own(
                Phase.CONTRACT,
                Drafts.ddl(
                    "retire " + table.name() + " to " + kept, samePartitions(table), statements))
            .retire(new RetiredTable(context, table, whole(table), kept).retirement());
    for (ForeignKey key : table.foreignKeys()) {
      parts.warn(
          "until CONTRACT, deleting a row of "
              + key.referenced()
              + " obeys the foreign key "
              + key.name()
              + " of "
              + table.name()
              + ", which the new application does not know");
    }
    return parts
        .sees(Phase.EXPAND, table.name() + " as before", "does not use " + table.name())
        .sees(
            Phase.CONTRACT,
            table.name() + " is gone: it must not run any more",
            table.name() + " is gone; its rows stay in " + kept + " until `purge`")
        .build();
  }

  /** The table and its partitions, which stay its partitions where they are moved to. */
  private static List<Table> whole(Table table) {
    return Stream.concat(
            Stream.of(table),
            table.partitioning().members().stream().map(Partitioning.Partition::table))
        .toList();
  }

  private List<Statement> move(Table part, Table table, Identifier schema) {
    QualifiedName moved = new QualifiedName(schema, part.name().name());
    Identifier kept = part.name().derived(context.suffix());
    return List.of(
        alter(table.name(), Sql.of("ALTER TABLE {} SET SCHEMA {}", part.name(), schema)),
        Statement.unlocked(Sql.of("ALTER TABLE {} RENAME TO {}", moved, kept)));
  }

  /** Each partition is moved by name: one that came or went meanwhile would be forgotten. */
  private static List<Step.Guard> samePartitions(Table table) {
    if (!table.isPartitioned()) {
      return List.of();
    }
    List<Sql> names =
        table.partitioning().members().stream()
            .map(member -> Sql.literal(member.table().name().sql()))
            .toList();
    Sql sql =
        Sql.of(
            """
            SELECT count(*) FROM (
              SELECT pg_catalog.format('"%s"."%s"', replace(nspname, '"', '""'),
                       replace(relname, '"', '""')) AS name
                FROM pg_catalog.pg_partition_tree({}::pg_catalog.regclass)
                JOIN pg_catalog.pg_class c ON c.oid = relid
                JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
               WHERE level > 0) there
              FULL JOIN unnest(ARRAY[{}]::text[]) AS planned(name) USING (name)
             WHERE there.name IS NULL OR planned.name IS NULL\
            """,
            Sql.literal(table.name().sql()), Sql.join(", ", names));
    return List.of(
        new Step.Guard(
            sql.sql(),
            "partitions of " + table.name() + " came or went since the migration was begun",
            "take the migration back with `abort` and begin it again"));
  }

  /**
   * Indexes and owned sequences move along, into a schema where an earlier table of this name may
   * have left its own.
   */
  private List<Statement> freeNames(Table part, Table table) {
    Stream<Sql> indexes =
        part.indexes().stream().map(index -> rename(Sql.of("INDEX"), index.name()));
    Stream<Sql> sequences =
        part.columns().stream()
            .flatMap(column -> column.sequences().stream())
            .map(sequence -> rename(Sql.of("SEQUENCE"), sequence.name()));
    return Stream.concat(indexes, sequences).map(sql -> alter(table.name(), sql)).toList();
  }

  private Sql rename(Sql kind, QualifiedName name) {
    return Sql.of("ALTER {} {} RENAME TO {}", kind, name, name.derived(context.suffix()));
  }

  private void refusePartition(DropTable change) {
    if (context
        .catalog()
        .relation(change.table())
        .filter(relation -> relation.kind() == TableKind.PARTITION)
        .isPresent()) {
      throw context.refusal(
          change.origin(),
          "unsupported-table",
          change.table() + " is a partition, and its rows are still those of the table above it.",
          "ALTER TABLE … DETACH PARTITION in this migration, DROP TABLE in a later one.");
    }
  }

  private void refuse(DropTable change, Table table) {
    String users =
        Stream.concat(
                whole(table).stream()
                    .flatMap(t -> t.dependents().stream())
                    .filter(dependent -> !dependent.own())
                    .map(Dependent::what)
                    .distinct(),
                whole(table).stream()
                    .flatMap(t -> t.referencedBy().stream())
                    .filter(key -> !key.inherited())
                    .filter(key -> !key.table().equals(table.name()) && !goesToo(key))
                    .map(key -> "foreign key " + key.name() + " of " + key.table()))
            .collect(Collectors.joining(", "));
    if (!users.isEmpty()) {
      throw context.refusal(
          change.origin(),
          "has-dependents",
          table.name() + " is used by " + users + ".",
          "Drop these by name first, in a migration of their own; CASCADE would take them away unseen.");
    }
  }

  /** Whether the foreign key's column or table is dropped by this migration as well. */
  private boolean goesToo(ForeignKey key) {
    return context.changes().stream().anyMatch(change -> drops(change, key));
  }

  private boolean drops(Change change, ForeignKey key) {
    if (change instanceof DropTable drop) {
      return is(drop.table(), key.table());
    }
    return change instanceof DropColumn drop
        && is(drop.table(), key.table())
        && key.columns().contains(drop.column());
  }

  private boolean is(TableRef ref, QualifiedName name) {
    return context
        .catalog()
        .relation(ref)
        .map(Catalog.Relation::name)
        .filter(name::equals)
        .isPresent();
  }
}
