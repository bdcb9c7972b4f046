package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Generation;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.change.DropColumn;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.FillRule;
import dev.concertina.sync.SyncRule;
import java.util.Map;
import java.util.Optional;

/** A column goes: first new writers may leave it out, last it is dropped. */
final class DropColumnRecipe {

  private final PlanContext context;

  DropColumnRecipe(PlanContext context) {
    this.context = context;
  }

  static Optional<Trial.Expression> trial(DropColumn change) {
    return change.down().map(down -> new Trial.Expression(change.table(), Map.of(), down));
  }

  Contribution contribute(DropColumn change) {
    Table table = context.table(change.table(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    if (change.ifExists() && table.column(change.column()).isEmpty()) {
      return parts.warn(table.name() + " has no column " + change.column()).build();
    }
    Column column = context.column(table, change.column(), change.origin());
    refuse(change, table, column);
    refuseRepeated(change, table, column);
    boolean required =
        column.notNull()
            && column.defaultValue().isEmpty()
            && column.generation() == Generation.NONE;
    parts.goneColumn(column.name());
    if (required) {
      new NotNullRelaxation(context, table, column).addTo(parts);
    }
    trial(change).ifPresent(t -> parts.rule(fill(change, table, column, t)));
    Optional<SyncRule> inStep =
        trial(change)
            .map(
                t ->
                    fill(change, table, column, t)
                        .renamed(RetiredColumn.kept(context, column.name())));
    RetiredColumn retired = new RetiredColumn(context, table, column);
    parts.retire(retired.retirement(inStep));
    retired.losses().forEach(parts::warn);
    for (Index index : table.indexesOn(column.name())) {
      if (index.columns().size() > 1) {
        parts.warn(
            "the index "
                + index.name()
                + " covers other columns too and goes with "
                + column.name());
      }
    }
    return sights(parts, change, column, required).build();
  }

  private void refuse(DropColumn change, Table table, Column column) {
    PartitionRules partitions = new PartitionRules(context);
    partitions.refuseKey(table, column.name(), change.origin());
    partitions.refuseOwn(table, column, change.origin());
    context.refuseDependents(table, column.name(), change.origin());
    for (ForeignKey key : table.referencedBy()) {
      if (key.referencedColumns().contains(column.name())) {
        throw context.refusal(
            change.origin(),
            "has-dependents",
            table.name()
                + "."
                + column.name()
                + " is referenced by the foreign key "
                + key.name()
                + " of "
                + key.table()
                + ".",
            "Drop that foreign key or its column first, in a migration of its own.");
      }
    }
    if (column.notNull()
        && table.indexes().stream()
            .anyMatch(i -> i.primary() && i.columns().contains(column.name()))) {
      throw context.refusal(
          change.origin(),
          "unsupported-column",
          table.name()
              + "."
              + column.name()
              + " is part of the primary key, so a new writer cannot leave it out.",
          "Give the table another primary key first, in a migration of its own.");
    }
  }

  /** New rows leave the column out, and the index that still holds would find them all alike. */
  private void refuseRepeated(DropColumn change, Table table, Column column) {
    if (change.down().isPresent() || column.varies()) {
      return;
    }
    for (Index index : table.indexes()) {
      boolean compares =
          index.keys().stream().anyMatch(k -> k.expression().columns().contains(column.name()));
      boolean alike = column.defaultValue().isPresent() || index.nullsNotDistinct();
      if (compares && alike && index.forbidsRepetition()) {
        throw context.refusal(
            change.origin(),
            "unique-column",
            table.name()
                + "."
                + column.name()
                + " is compared by the unique index "
                + index.name()
                + ", and every row of the new application would have the same value until CONTRACT.",
            "Drop the index or its constraint first, in a migration of its own; or give"
                + " -- concertina: down = … with another value for each row.");
      }
    }
  }

  private FillRule fill(DropColumn change, Table table, Column column, Trial.Expression trial) {
    Conversion value =
        new Conversions(context, table).of(change, "down", trial, column.name(), column.type());
    return new FillRule(column.name(), value, column.notNull(), false);
  }

  private Contribution.Builder sights(
      Contribution.Builder parts, DropColumn change, Column dropped, boolean required) {
    Identifier column = change.column();
    String value =
        change
            .down()
            .map(Object::toString)
            .or(() -> dropped.defaultValue().map(given -> "the default " + given))
            .orElse(dropped.generation() == Generation.NONE ? "NULL" : "what PostgreSQL generates");
    String reads = "reads " + value + " as " + column + " of rows that the new application inserts";
    if (required && change.down().isEmpty()) {
      parts.warn(
          "the old application may meet a NULL in "
              + column
              + "; give -- concertina: down = … if it cannot bear one");
    }
    return parts
        .sees(Phase.EXPAND, column + " as before", "may leave " + column + " out")
        .sees(Phase.MIGRATE, reads, "may leave " + column + " out")
        .sees(
            Phase.CONTRACT,
            column + " is gone: it must not run any more",
            column + " is gone; kept as " + RetiredColumn.kept(context, column) + " until `purge`");
  }
}
