package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.NotNullConstraint;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.change.SetNotNull;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.FillRule;
import java.util.Map;
import java.util.Optional;

/** NOT NULL: `up` stands in for NULLs while the old application may write them. */
final class SetNotNullRecipe {

  private final PlanContext context;

  SetNotNullRecipe(PlanContext context) {
    this.context = context;
  }

  static Optional<Trial.Expression> trial(SetNotNull change) {
    return change.up().map(up -> new Trial.Expression(change.table(), Map.of(), up));
  }

  Contribution contribute(SetNotNull change) {
    Table table = context.table(change.table(), change.origin());
    Column column = context.column(table, change.column(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    Optional<NotNullConstraint> unproven =
        column.notNullConstraint().filter(constraint -> !constraint.validated());
    if (column.notNull() && unproven.isEmpty()) {
      return parts.warn(already(table, column)).build();
    }
    if (change.up().isPresent()) {
      new PartitionRules(context).refuseKey(table, column.name(), change.origin());
    }
    trial(change).ifPresent(t -> parts.rule(fill(change, table, column, t)));
    if (change.up().isEmpty()) {
      parts.prepareContract(
          NotNullProof.lookForNulls(
              table,
              column.name(),
              column.name() + " is NULL",
              "give these rows a value, then run `contract` again"));
    }
    unproven.ifPresentOrElse(
        constraint -> prove(table, constraint, parts),
        () -> NotNullProof.of(context, table, column.name()).contract(parts));
    return sights(parts, change).build();
  }

  /** SET NOT NULL of a column with a constraint NOT VALID is its validation. */
  private static void prove(Table table, NotNullConstraint constraint, Contribution.Builder parts) {
    parts.prepareContract(
        Drafts.validate(table.name(), constraint.name(), "prove " + constraint.name()));
  }

  private static String already(Table table, Column column) {
    return table.name()
        + "."
        + column.name()
        + " is NOT NULL already"
        + column.notNullConstraint().map(by -> ", by " + by.name() + ", which stays").orElse("");
  }

  private FillRule fill(SetNotNull change, Table table, Column column, Trial.Expression trial) {
    Conversion value =
        new Conversions(context, table).of(change, "up", trial, column.name(), column.type());
    return new FillRule(column.name(), value, true, true);
  }

  private Contribution.Builder sights(Contribution.Builder parts, SetNotNull change) {
    Identifier column = change.column();
    String filled =
        change
            .up()
            .map(up -> "a NULL that it writes into " + column + " is stored as " + up)
            .orElse("may write NULL into " + column + " as before");
    String readsNull =
        change.up().isPresent()
            ? column + " is never NULL"
            : column + " may still be NULL: read it so until CONTRACT";
    if (change.up().isPresent()) {
      parts.warn("what stands in for the NULLs in " + column + " stays after `abort`");
    } else {
      parts.warn(
          "no `up` says what stands in for a NULL in "
              + column
              + ": CONTRACT stays shut while a row has one");
    }
    return parts
        .sees(Phase.EXPAND, filled, "not yet")
        .sees(Phase.MIGRATE, filled, readsNull)
        .sees(Phase.SWITCH, filled, readsNull)
        .sees(
            Phase.CONTRACT,
            "writing NULL fails: it must not run any more",
            column + " is NOT NULL");
  }
}
