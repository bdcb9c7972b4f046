package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** Running code may write duplicates. */
final class UniqueAddedCompatRule extends ActionRule<Action> {

  UniqueAddedCompatRule() {
    super(
        Action.class,
        About.of(
            "unique-added-compat",
            "running code may write duplicates",
            WARNING,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean constraint =
        action instanceof ConstraintAction.Add add
            && (add.spec().is(Kind.UNIQUE) || add.spec().is(Kind.PRIMARY_KEY))
            && !at.isNew(add.table());
    boolean index =
        action instanceof IndexAction.Create create && create.unique() && !at.isNew(create.table());
    if (!constraint && !index) {
      return;
    }
    boolean careful =
        (action instanceof IndexAction.Create create && create.concurrently())
            || (action instanceof ConstraintAction.Add add && add.spec().index().isPresent());
    verdicts.add(
        OLD_CODE,
        careful ? NOTICE : WARNING,
        "Where the version that runs now writes a duplicate, it fails from here on; if there are duplicates already, this fails.",
        Recipes.codeFirst("writes no duplicates; remove those that are there"));
    verdicts.add(
        NEW_CODE,
        NOTICE,
        "ON CONFLICT on these columns fails until this has run.",
        Recipes.codeFirst("does not need ON CONFLICT yet"));
  }
}
