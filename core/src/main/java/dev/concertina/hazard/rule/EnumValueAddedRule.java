package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;

/** Running code meets a label that it does not know. */
final class EnumValueAddedRule extends ActionRule<ObjectAction.AddLabel> {

  EnumValueAddedRule() {
    super(
        ObjectAction.AddLabel.class,
        About.of(
            "enum-value-added",
            "running code meets a label that it does not know",
            NOTICE,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(ObjectAction.AddLabel add, Situation at, Verdicts verdicts) {
    if (at.isNewObject(add.name())) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        NOTICE,
        "As soon as new code writes '%s', the version that runs now reads a label that it does not know."
            .formatted(add.label()),
        Recipes.codeFirst(
            "can read '" + add.label() + "'; then the label, then code that writes it"));
    if (add.comesBetween(at.schema())) {
      verdicts.add(
          OLD_CODE,
          NOTICE,
          "'%s' comes before labels that were there: `<`, BETWEEN, max() and ORDER BY of the version that runs now meet it among what they know."
              .formatted(add.label()),
          Recipes.codeFirst("names the labels that it means, instead of comparing them"));
    }
    verdicts.add(
        NEW_CODE,
        NOTICE,
        "Code that writes '%s' fails until this has run.".formatted(add.label()),
        Recipe.empty().say("run this before the new version starts"));
  }
}
