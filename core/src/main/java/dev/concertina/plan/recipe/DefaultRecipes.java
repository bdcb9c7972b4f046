package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.AddIdentity;
import dev.concertina.change.DropDefault;
import dev.concertina.change.SetDefault;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;

/** A default comes or goes when no live application is surprised: at CONTRACT. */
final class DefaultRecipes {

  private final PlanContext context;

  DefaultRecipes(PlanContext context) {
    this.context = context;
  }

  Contribution drop(DropDefault change) {
    Table table = context.table(change.table(), change.origin());
    Identifier column = change.column();
    boolean none =
        context.added(change.table(), column).isEmpty()
            && context.column(table, column, change.origin()).defaultValue().isEmpty();
    if (none || givesWayToIdentity(change, table)) {
      return Contribution.to(table).build();
    }
    return Contribution.to(table)
        .contract(
            alter(
                table.name(),
                Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table.name(), column)))
        .sees(
            Phase.CONTRACT,
            "leaving " + column + " out gives NULL: it must not run any more",
            "gives " + column + " itself")
        .build();
  }

  /** Which takes the default's place before CONTRACT. */
  private boolean givesWayToIdentity(DropDefault change, Table table) {
    return context
        .all(AddIdentity.class)
        .filter(AddIdentity::replacesDefault)
        .filter(add -> add.column().equals(change.column()))
        .anyMatch(add -> context.means(add.table(), table.name()));
  }

  Contribution set(SetDefault change) {
    Table table = context.table(change.table(), change.origin());
    if (context.added(change.table(), change.column()).isEmpty()) {
      context.column(table, change.column(), change.origin());
    }
    Statement statement =
        alter(
            table.name(),
            Sql.of(
                "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}",
                table.name(),
                change.column(),
                Sql.verbatim(change.expression())));
    Contribution.Builder parts = Contribution.to(table);
    Phase phase = change.phase().map(Phase::of).orElse(Phase.CONTRACT);
    if (phase == Phase.CONTRACT) {
      parts.contract(statement);
    } else {
      parts.own(phase, Drafts.ddl("set the default of " + change.column(), statement));
    }
    return parts
        .sees(
            phase,
            "leaving " + change.column() + " out gives " + change.expression(),
            "leaving " + change.column() + " out gives " + change.expression())
        .build();
  }
}
