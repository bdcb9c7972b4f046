package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.PartitionBound;
import dev.concertina.catalog.Trial.PartitionBoundResult;
import dev.concertina.change.AttachPartition;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table becomes a partition: at once if it has no rows. One that has is checked before, while
 * writers go on, so that PostgreSQL does not read it under the lock ("ALTER TABLE", ATTACH
 * PARTITION).
 */
final class AttachPartitionRecipe {

  private final PlanContext context;

  AttachPartitionRecipe(PlanContext context) {
    this.context = context;
  }

  static PartitionBound bound(AttachPartition change) {
    return new PartitionBound(change.table(), change.bound());
  }

  Contribution contribute(AttachPartition change) {
    Table parent = context.table(change.table(), change.origin());
    Partitions partitions = new Partitions(context, parent);
    PartitionBoundResult bound = partitions.bound(bound(change), change.origin());
    partitions.refuseLargeDefault(change.origin());
    if (context.creates(change.partition())) {
      return empty(change, parent);
    }
    Table table = context.table(change.partition(), change.origin());
    boolean filled = waits(Optional.of(parent), Optional.of(table));
    Phase phase = phase(change, filled);
    Contribution.Builder parts =
        Contribution.standalone().touches(parent.name()).touches(table.name());
    Identifier check = table.name().name().derived(context.suffix() + "_bound");
    if (filled) {
      refuseKeys(change, parent, table);
      prove(parts, phase, table, check, bound.condition());
    }
    List<Statement> statements = new ArrayList<>();
    statements.add(partitions.attach(table.name(), change.bound()));
    if (filled) {
      statements.add(alter(table, Sql.of("DROP CONSTRAINT {}", check)));
      parts.own(
          Phase.ABORT,
          Drafts.ddl(
              "take the check off " + table.name(),
              alter(table, Sql.of("DROP CONSTRAINT IF EXISTS {}", check))));
    }
    parts.own(
        phase,
        Drafts.under(
            "attach " + table.name() + " to " + parent.name(),
            partitions.attachLocks(Optional.of(table)),
            statements));
    if (phase != Phase.CONTRACT) {
      parts.own(Phase.ABORT, partitions.detachAgain(table));
    }
    if (filled) {
      parts.warn(
          "indexes that "
              + parent.name()
              + " has and "
              + table.name()
              + " has not are built while "
              + table.name()
              + " is locked: build them before, concurrently");
    }
    if (phase == Phase.CONTRACT) {
      partitions.defaultName().ifPresent(name -> parts.warn(mayHoldRows(table, name)));
    }
    return parts
        .sees(
            phase,
            "finds the rows of " + table.name() + " in " + parent.name(),
            "finds the rows of " + table.name() + " in " + parent.name())
        .build();
  }

  private static String mayHoldRows(Table table, QualifiedName defaultPartition) {
    return "rows that belong into "
        + table.name()
        + " and are written before CONTRACT go to the default partition "
        + defaultPartition
        + ": while it has one, CONTRACT cannot attach "
        + table.name();
  }

  /** Whether it is attached behind everything else that the migration does to the table. */
  boolean comesLate(AttachPartition change) {
    boolean filled = waits(table(change.table()), table(change.partition()));
    return phase(change, filled) == Phase.CONTRACT;
  }

  /** Its rows are to be checked, or until CONTRACT the one would have other columns. */
  private boolean waits(Optional<Table> parent, Optional<Table> partition) {
    return partition.filter(table -> table.bytes() > 0).isPresent()
        || Stream.concat(parent.stream(), partition.stream())
            .anyMatch(table -> context.standIns().reshape(table.name()));
  }

  private Optional<Table> table(TableRef ref) {
    return context.catalog().relation(ref).flatMap(Catalog.Relation::table);
  }

  private static Phase phase(AttachPartition change, boolean filled) {
    return change.phase().map(Phase::of).orElse(filled ? Phase.CONTRACT : Phase.EXPAND);
  }

  /** A table that the same migration makes holds nothing. */
  private Contribution empty(AttachPartition change, Table parent) {
    Partitions partitions = new Partitions(context, parent);
    QualifiedName name = context.catalog().placeOf(change.partition());
    return Contribution.standalone()
        .touches(parent.name())
        .own(
            Phase.EXPAND,
            Drafts.ddl(
                "attach " + name + " to " + parent.name(),
                partitions.attachLocks(Optional.empty()),
                partitions.attach(name, change.bound())))
        .own(Phase.ABORT, partitions.detachNew(name))
        .build();
  }

  private static void prove(
      Contribution.Builder parts, Phase phase, Table table, Identifier check, Sql condition) {
    parts.own(
        phase,
        Violations.look(
            table, "the bound of the partition", Sql.of("({}) IS NOT TRUE", condition)));
    parts.own(
        phase,
        Drafts.ddl(
            "add the bound of the partition as a check",
            alter(table, Sql.of("ADD CONSTRAINT {} CHECK ({}) NOT VALID", check, condition))));
    parts.own(phase, Drafts.validate(table.name(), check, "prove the bound of the partition"));
  }

  /** PostgreSQL would prove a key of the parent while the referenced table is locked. */
  private void refuseKeys(AttachPartition change, Table parent, Table table) {
    for (ForeignKey key : parent.foreignKeys()) {
      boolean there =
          table.foreignKeys().stream()
              .anyMatch(
                  own ->
                      own.referenced().equals(key.referenced())
                          && own.columns().equals(key.columns()));
      if (!there) {
        throw context.refusal(
            change.origin(),
            "missing-foreign-key",
            table.name()
                + " has no foreign key to "
                + key.referenced()
                + " as "
                + parent.name()
                + " has, and PostgreSQL would prove it under a lock that stops writers.",
            "Add it to " + table.name() + " first, in a migration of its own.");
      }
    }
  }
}
