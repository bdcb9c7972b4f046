package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** Running code may write what the check refuses. */
final class CheckAddedCompatRule extends ActionRule<ConstraintAction.Add> {

  CheckAddedCompatRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "check-added-compat",
            "running code may write what the check refuses",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.CHECK) || at.isNew(add.table())) {
      return;
    }
    boolean careful = add.spec().notValid();
    verdicts.add(
        OLD_CODE,
        careful ? NOTICE : WARNING,
        careful
            ? "NOT VALID spares rows that are there, but not writes: a write that the check refuses fails, and every UPDATE of a row that breaks it already, whatever it changes."
            : "Where the version that runs now writes what the check refuses, it fails from here on.",
        Recipes.codeFirst("respects the check; mend the rows that break it"));
  }
}
