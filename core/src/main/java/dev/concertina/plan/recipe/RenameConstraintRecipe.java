package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.RenameConstraint;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Sql;

/** A constraint under a new name: the old application may name it in ON CONFLICT ON CONSTRAINT. */
final class RenameConstraintRecipe {

  private final PlanContext context;

  RenameConstraintRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(RenameConstraint change) {
    Table table = context.table(change.table(), change.origin());
    context.constraint(table, change.from(), change.origin());
    if (table.constraints().contains(change.to())) {
      throw context.refusal(
          change.origin(),
          "constraint-exists",
          table.name() + " already has a constraint " + change.to() + ".",
          "Choose another name.");
    }
    return Contribution.to(table)
        .own(
            Phase.CONTRACT,
            Drafts.ddl(
                "rename the constraint " + change.from(),
                alter(
                    table.name(),
                    Sql.of(
                        "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
                        table.name(),
                        change.from(),
                        change.to()))))
        .sees(
            Phase.CONTRACT,
            "ON CONFLICT ON CONSTRAINT " + change.from() + " fails",
            "errors speak of " + change.to())
        .build();
  }
}
