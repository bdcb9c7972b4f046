package dev.concertina.plan.recipe;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.Table;
import dev.concertina.change.ValidateConstraint;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Sql;

/**
 * A constraint that was added NOT VALID is proven. It refuses new rows already, so nobody notices;
 * it is done in CONTRACT, because PostgreSQL has no way to take the proof back.
 */
final class ValidateConstraintRecipe {

  private final PlanContext context;

  ValidateConstraintRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(ValidateConstraint change) {
    Table table = context.table(change.table(), change.origin());
    context.constraint(table, change.name(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    for (Check check : table.checks()) {
      if (check.name().equals(change.name())) {
        parts.prepareContract(
            Violations.look(
                table,
                "the check " + check.name(),
                Sql.of("({}) IS FALSE", check.expression().sql())));
      }
    }
    return parts
        .prepareContract(
            Drafts.validate(table.name(), change.name(), "prove the constraint " + change.name()))
        .sees(Phase.CONTRACT, "nothing new", "every row satisfies " + change.name())
        .build();
  }
}
