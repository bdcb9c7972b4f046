package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.change.AddCheck;
import dev.concertina.change.Change;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** A check: enforced once no old writer can fail by it, proven while writers go on. */
final class AddCheckRecipe {

  private final PlanContext context;

  AddCheckRecipe(PlanContext context) {
    this.context = context;
  }

  static Trial.NewConstraint trial(AddCheck change, List<Change> changes) {
    return NewConstraints.trial(change.table(), change.name(), change.definition(), changes);
  }

  Contribution contribute(AddCheck change) {
    Table table = context.table(change.table(), change.origin());
    NewConstraintResult result =
        NewConstraints.tried(context, trial(change, context.changes()), change.origin());
    NewConstraints rules = new NewConstraints(context, table);
    rules.refuse(result, change.origin());
    boolean harmless =
        (result.holdsWhereLeftOut() && rules.areLeftOut(change.table(), result.columns()))
            || isImplied(table, result);
    Contribution.Builder parts = Contribution.to(table);
    Enforcement place = new Enforcement(NewConstraints.phase(change.phase(), harmless), parts);
    if (!change.notValid() && !harmless) {
      place.step(lookForViolations(table, result));
    }
    addTo(place, table, result, change.notValid());
    if (place.isEarly() && !rules.areAdded(change.table(), result.columns())) {
      place.takeBack(table, result.name());
    }
    place.tell("a row that the check " + result.name() + " forbids", harmless);
    return parts.build();
  }

  private static void addTo(
      Enforcement place, Table table, NewConstraintResult result, boolean notValid) {
    place.step(
        Drafts.ddl(
            "add the check " + result.name(),
            alter(
                table.name(),
                Sql.of(
                    "ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID",
                    table.name(),
                    result.name(),
                    result.definition()))));
    if (!notValid) {
      place.step(Drafts.validate(table.name(), result.name(), "prove the check " + result.name()));
    }
  }

  /** Whether a check of the table says the same already, so that nobody meets anything new. */
  private static boolean isImplied(Table table, NewConstraintResult result) {
    return table.checks().stream()
        .filter(check -> check.validated() && !check.noInherit())
        .anyMatch(check -> Optional.of(check.expression()).equals(result.check()));
  }

  private static Draft lookForViolations(Table table, NewConstraintResult result) {
    RowExpression condition = result.check().orElseThrow();
    return Violations.look(
        table, "the check " + result.name(), Sql.of("({}) IS FALSE", condition.sql()));
  }
}
