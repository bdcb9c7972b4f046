package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;

/** An enum is swapped for one with other labels. */
final class EnumValueRemovedRule extends ActionRule<RenameAction.OfType> {

  EnumValueRemovedRule() {
    super(
        RenameAction.OfType.class,
        About.of(
            "enum-value-removed", "an enum is swapped for one with other labels", ERROR, OLD_CODE));
  }

  @Override
  void judge(RenameAction.OfType rename, Situation at, Verdicts verdicts) {
    boolean swapped = at.later(Topics.ENUM_MADE, rename.type()).findAny().isPresent();
    if (swapped && !at.isNewObject(rename.type())) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "Another %s takes the place of this one: labels that are gone fail in the version that runs now, and its prepared statements fail with `cache lookup failed`. The columns are rewritten."
              .formatted(words(rename.type())),
          Recipe.empty()
              .say("release 1: no code writes the label; update its rows in batches")
              .say("release 2: forbid it by a CHECK … NOT VALID, and leave it in the type"));
    }
  }
}
