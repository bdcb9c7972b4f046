package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.Sql;

/** An exclusion constraint has no way to be added online. */
final class ExclusionConstraintRule extends ActionRule<ConstraintAction.Add> {

  ExclusionConstraintRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "exclusion-constraint",
            "an exclusion constraint has no way to be added online",
            ERROR,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.EXCLUSION) || at.isQuick(add.table())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .say(
                "a new table with the constraint, filled in batches and swapped in; or a maintenance window")
            .run(Sql.of("SET lock_timeout = '2s'"));
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s until the index of the constraint is built; NOT VALID and CONCURRENTLY do not exist for it."
            .formatted(words(add.table())),
        recipe);
    verdicts.add(
        OLD_CODE,
        WARNING,
        "Code that runs now and knows nothing of the constraint fails with 23P01 where its rows overlap.",
        recipe);
  }
}
