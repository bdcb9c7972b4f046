package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.Change;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * An exclusion constraint. PostgreSQL can build it in no other way than under a lock that stops
 * writers ("CREATE INDEX" in its documentation, CONCURRENTLY), so the user has to say when.
 */
final class AddExclusionRecipe {

  private final PlanContext context;

  AddExclusionRecipe(PlanContext context) {
    this.context = context;
  }

  static Trial.NewConstraint trial(AddExclusion change, List<Change> changes) {
    return NewConstraints.trial(change.table(), change.name(), change.definition(), changes);
  }

  Contribution contribute(AddExclusion change) {
    Table table = context.table(change.table(), change.origin());
    NewConstraintResult result =
        NewConstraints.tried(context, trial(change, context.changes()), change.origin());
    NewConstraints rules = new NewConstraints(context, table);
    rules.refuse(result, change.origin());
    Contribution.Builder parts = Contribution.to(table);
    Enforcement place = new Enforcement(phase(change), parts);
    Sql add =
        Sql.of(
            "ALTER TABLE {} ADD CONSTRAINT {} {}",
            table.name(),
            result.name(),
            result.definition());
    place.step(
        Drafts.ddl(
            "build the exclusion constraint " + result.name(),
            new Statement(
                add.sql(),
                Optional.of(new TableLock(table.name(), LockMode.ACCESS_EXCLUSIVE)),
                Work.BUILD)));
    if (place.isEarly()) {
      place.takeBack(table, result.name());
    }
    place.tell("a row that " + result.name() + " excludes", false);
    return parts
        .warn(
            table.name()
                + " can be neither read nor written while the index of "
                + result.name()
                + " is built")
        .build();
  }

  private Phase phase(AddExclusion change) {
    return Phase.of(
        change
            .phase()
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "phase-missing",
                        "an exclusion constraint is built under a lock that stops the application"
                            + " for as long as its index takes.",
                        "Where the table is small enough, say so:"
                            + " -- concertina: phase = contract")));
  }
}
