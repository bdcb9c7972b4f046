package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.change.AddColumn;
import dev.concertina.change.Change;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.Origin;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the recipes of new constraints ask the migration and the table. */
record NewConstraints(PlanContext context, Table table) {

  /** The question which constraint it would be, on the table with its new columns. */
  static Trial.NewConstraint trial(
      TableRef table, Optional<Identifier> name, Sql definition, List<Change> changes) {
    return new Trial.NewConstraint(table, columns(changes, table), name, definition);
  }

  /** The columns that the migration adds to the table, as the trial of a constraint needs them. */
  static List<Trial.NewColumn> columns(List<Change> changes, TableRef table) {
    return added(changes, table).map(AddColumnRecipe::trial).toList();
  }

  /** What PostgreSQL says to the constraint; refused if it does. */
  static NewConstraintResult tried(PlanContext context, Trial.NewConstraint trial, Origin origin) {
    return context
        .catalog()
        .answer(trial)
        .orThrow(reason -> context.refusedConstraint(origin, reason));
  }

  /** Refuses what the table or another change of the migration stands against. */
  void refuse(NewConstraintResult constraint, Origin origin) {
    refuseTaken(constraint.name(), origin);
    refuseReshaped(constraint.columns(), origin);
  }

  private static Stream<AddColumn> added(List<Change> changes, TableRef table) {
    return changes.stream()
        .filter(AddColumn.class::isInstance)
        .map(AddColumn.class::cast)
        .filter(add -> add.table().equals(table));
  }

  /**
   * Where the constraint begins to refuse rows: where the user said, at once if no old writer can
   * fail by it, else when the old application is gone.
   */
  static Phase phase(Optional<RunPhase> named, boolean harmless) {
    return named.map(Phase::of).orElse(harmless ? Phase.EXPAND : Phase.CONTRACT);
  }

  /** Whether the migration adds all of the columns. */
  boolean areAdded(TableRef ref, Collection<Identifier> columns) {
    List<Identifier> added = added(context.changes(), ref).map(AddColumn::column).toList();
    return added.containsAll(columns);
  }

  /** Whether the columns are new ones that no sync fills for the old application. */
  boolean areLeftOut(TableRef ref, Collection<Identifier> columns) {
    List<Identifier> leftOut =
        added(context.changes(), ref)
            .filter(add -> add.up().isEmpty())
            .map(AddColumn::column)
            .toList();
    return leftOut.containsAll(columns);
  }

  /** As {@link #areLeftOut}, and NULL in every row of the old application. */
  boolean areNull(TableRef ref, Collection<Identifier> columns) {
    return areLeftOut(ref, columns)
        && added(context.changes(), ref)
            .filter(add -> columns.contains(add.column()))
            .noneMatch(AddColumn::hasValue);
  }

  /** Refuses a name that the table uses, unless the migration frees it in EXPAND. */
  void refuseTaken(Identifier name, Origin origin) {
    if (table.constraints().contains(name) && !isFreed(name)) {
      throw context.refusal(
          origin,
          "constraint-exists",
          table.name() + " already has a constraint " + name + ".",
          "Choose another name, or drop that one in an earlier migration.");
    }
  }

  private boolean isFreed(Identifier name) {
    boolean relaxes =
        table.checks().stream().anyMatch(check -> check.name().equals(name))
            || table.foreignKeys().stream().anyMatch(key -> key.name().equals(name) && !key.acts());
    return relaxes
        && context.changes().stream()
            .anyMatch(
                change ->
                    change instanceof DropConstraint drop
                        && drop.name().equals(name)
                        && isThis(drop.table())
                        && drop.phase().orElse(RunPhase.EXPAND) == RunPhase.EXPAND);
  }

  /** A constraint of a column that goes would go with it, whatever its new shape is. */
  void refuseReshaped(Collection<Identifier> columns, Origin origin) {
    context.changes().stream()
        .flatMap(Reshaped::of)
        .filter(it -> isThis(it.table()) && columns.contains(it.column()))
        .findFirst()
        .ifPresent(
            it -> {
              throw context.refusal(
                  origin,
                  "split-migration",
                  "this migration also reshapes "
                      + table.name()
                      + "."
                      + it.column()
                      + " ("
                      + it.change().origin()
                      + "), and the constraint would be one of the old shape.",
                  "Put the constraint into a migration of its own.");
            });
  }

  private boolean isThis(TableRef ref) {
    return context.catalog().relation(ref).filter(r -> r.name().equals(table.name())).isPresent();
  }
}
