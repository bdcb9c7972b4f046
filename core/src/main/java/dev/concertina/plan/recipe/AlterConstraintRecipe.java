package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.change.AlterConstraint;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Sql;

/** When a constraint is checked: the old application meets its errors where it always did. */
final class AlterConstraintRecipe {

  private final PlanContext context;

  AlterConstraintRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(AlterConstraint change) {
    Table table = context.table(change.table(), change.origin());
    ForeignKey key =
        table.foreignKeys().stream()
            .filter(k -> k.name().equals(change.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "no-such-constraint",
                        table.name() + " has no foreign key " + change.name() + ".",
                        "PostgreSQL alters foreign keys only."));
    context.refuseInherited(table, key.name(), key.inherited(), change.origin());
    return Contribution.to(table)
        .touches(key.referenced())
        .own(
            Phase.CONTRACT,
            Drafts.ddl(
                "alter the constraint " + key.name(),
                alter(
                    table.name(),
                    Sql.of(
                        "ALTER TABLE {} ALTER CONSTRAINT {} {}",
                        table.name(),
                        key.name(),
                        change.timing()))))
        .sees(
            Phase.CONTRACT,
            key.name() + " is checked at another time: it must not run any more",
            key.name() + " is " + change.timing().sql())
        .build();
  }
}
