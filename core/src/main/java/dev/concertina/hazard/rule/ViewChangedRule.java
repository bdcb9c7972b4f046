package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ViewAction;

/** A view goes or changes under code that reads it. */
final class ViewChangedRule extends ActionRule<ViewAction> {

  ViewChangedRule() {
    super(
        ViewAction.class,
        About.of(
            "view-changed", "a view goes or changes under code that reads it", ERROR, OLD_CODE));
  }

  @Override
  void judge(ViewAction action, Situation at, Verdicts verdicts) {
    if (at.isNew(action.view())) {
      return;
    }
    String view = words(action.view());
    Recipe recipe =
        Recipe.empty()
            .say("a new view under a new name; drop the old one when no old process is left");
    if (action instanceof ViewAction.Drop drop && !at.isContract(drop)) {
      boolean again = at.standsAgain(action.view());
      verdicts.add(
          OLD_CODE,
          severity(drop, again, at),
          again
              ? "%s comes back without its grants, and perhaps without columns that the version that runs now reads."
                  .formatted(view)
              : "The version that runs now reads %s: those statements fail from here on."
                  .formatted(view),
          recipe);
    }
    if (action instanceof ViewAction.ReadAsCaller) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Who reads %s needs rights on its tables from here on: where the role of the version that runs now has none, it fails with `permission denied`."
              .formatted(view),
          Recipe.empty()
              .say(
                  "GRANT SELECT on the tables behind it to every role that reads it, before this"));
    }
    if (action instanceof ViewAction.Create create && create.replaces()) {
      verdicts.add(
          OLD_CODE,
          NOTICE,
          "If %s gets more columns, a prepared SELECT * of it fails once.".formatted(view),
          recipe);
    }
  }

  private static Severity severity(ViewAction.Drop drop, boolean again, Situation at) {
    if (drop.ifExists() && at.isUnheardOf(drop.view())) {
      return NOTICE;
    }
    return again ? WARNING : ERROR;
  }
}
