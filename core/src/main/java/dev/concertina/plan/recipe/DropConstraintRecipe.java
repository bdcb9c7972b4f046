package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.change.DropConstraint;
import dev.concertina.sql.Identifier;
import java.util.Collection;
import java.util.Optional;

/**
 * A constraint goes. What only forbade rows goes in EXPAND, so that the new application may write
 * them; what the old application acts by (ON CONFLICT, ON DELETE CASCADE) waits for CONTRACT.
 */
final class DropConstraintRecipe {

  private final PlanContext context;

  DropConstraintRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(DropConstraint change) {
    Table table = context.table(change.table(), change.origin());
    return check(change, table)
        .or(() -> foreignKey(change, table))
        .or(() -> key(change, table))
        .or(() -> notNull(change, table))
        .orElseGet(() -> missing(change, table));
  }

  private Optional<Contribution> check(DropConstraint change, Table table) {
    return table.checks().stream()
        .filter(check -> check.name().equals(change.name()))
        .findFirst()
        .map(
            check ->
                goesWithColumn(table, check.expression().columns())
                    ? withColumn(table, change)
                    : new DroppedCheck(context, table, check).contribute(change));
  }

  private Optional<Contribution> foreignKey(DropConstraint change, Table table) {
    return table.foreignKeys().stream()
        .filter(key -> key.name().equals(change.name()))
        .findFirst()
        .map(
            key ->
                new ReplacedForeignKey(context, table).comesBack(key)
                    ? Contribution.to(table).build()
                    : goesWithColumn(table, key.columns())
                        ? withColumn(table, change)
                        : new DroppedForeignKey(context, table, key).contribute(change));
  }

  private Optional<Contribution> key(DropConstraint change, Table table) {
    return table.indexes().stream()
        .filter(i -> i.constraint().filter(c -> c.name().equals(change.name())).isPresent())
        .findFirst()
        .map(
            index ->
                goesWithColumn(table, index.columns())
                    ? withColumn(table, change)
                    : new DroppedKey(context, table, index).contribute(change));
  }

  private Optional<Contribution> notNull(DropConstraint change, Table table) {
    return table.columns().stream()
        .filter(c -> c.notNullConstraint().filter(n -> n.name().equals(change.name())).isPresent())
        .findFirst()
        .map(
            column ->
                new DropNotNullRecipe(context)
                    .relax(table, column, change.phase(), change.origin()));
  }

  private Contribution missing(DropConstraint change, Table table) {
    if (change.ifExists()) {
      return Contribution.to(table)
          .warn(table.name() + " has no constraint " + change.name())
          .build();
    }
    throw context.noSuchConstraint(table, change.name(), change.origin());
  }

  private boolean goesWithColumn(Table table, Collection<Identifier> columns) {
    return context.dropped(table.name()).anyMatch(drop -> columns.contains(drop.column()));
  }

  /** The old application keeps what it has until its column goes, and the constraint with it. */
  private static Contribution withColumn(Table table, DropConstraint change) {
    return Contribution.to(table)
        .warn("the constraint " + change.name() + " goes with its column, in CONTRACT")
        .build();
  }
}
