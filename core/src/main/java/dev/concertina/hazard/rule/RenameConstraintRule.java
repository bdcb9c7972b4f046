package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;

/** A constraint gets another name. */
final class RenameConstraintRule extends ActionRule<RenameAction.OfConstraint> {

  RenameConstraintRule() {
    super(
        RenameAction.OfConstraint.class,
        About.of(
            "rename-constraint", "a constraint gets another name", WARNING, OLD_CODE, NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfConstraint rename, Situation at, Verdicts verdicts) {
    if (at.isNew(rename.table())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .say("release 1: ON CONFLICT (columns), and no name of a constraint in error handling")
            .say("release 2: this migration");
    verdicts.add(
        OLD_CODE,
        WARNING,
        "ON CONFLICT ON CONSTRAINT %s fails from here on, and code that tells errors by that name no longer knows them."
            .formatted(rename.constraint()),
        recipe);
    verdicts.add(
        NEW_CODE,
        NOTICE,
        "Code that names %s fails until this has run.".formatted(rename.newName()),
        recipe);
  }
}
