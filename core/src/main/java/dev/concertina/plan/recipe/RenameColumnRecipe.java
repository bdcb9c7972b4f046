package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.change.RenameColumn;
import dev.concertina.plan.Phase;
import dev.concertina.sync.Comparison;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.ShadowRule;

/** A column under a new name: both names stand side by side, and each follows the other. */
final class RenameColumnRecipe {

  private final PlanContext context;

  RenameColumnRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(RenameColumn change) {
    Table table = context.table(change.table(), change.origin());
    Column old = context.column(table, change.from(), change.origin());
    context.refuseTaken(table, change.to(), change.origin());
    Shadow shadow =
        new Shadow(
            context,
            table,
            old,
            change.to(),
            change.to(),
            old.type(),
            Shadow.Values.KEPT,
            old.defaultValue());
    shadow.refuseUnsupported(change.origin());
    Contribution.Builder parts = Contribution.to(table);
    shadow.addTo(parts);
    parts.rule(
        new ShadowRule(
            old.name(),
            change.to(),
            change.to(),
            Conversion.copy(old.name(), old.type(), context.function(table, old.name(), "up")),
            Conversion.copy(change.to(), old.type(), context.function(table, old.name(), "down")),
            old.bitwiseEquality() ? Comparison.equality(old.type(), old.type()) : Comparison.IMAGE,
            true));
    String from = change.from().value();
    String to = change.to().value();
    return parts
        .sees(Phase.EXPAND, from + " as before; " + to + " appears beside it", "not yet")
        .sees(
            Phase.MIGRATE,
            from + " as before, with what the new application writes",
            to + ", with what the old application writes; an INSERT of NULL counts as omitted")
        .sees(
            Phase.SWITCH,
            from + " as before; where one statement writes both, " + to + " wins",
            to + "; the authority")
        .sees(Phase.CONTRACT, from + " is gone: it must not run any more", to + " alone")
        .build();
  }
}
