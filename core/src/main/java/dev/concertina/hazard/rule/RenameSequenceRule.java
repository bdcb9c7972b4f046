package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;

/** A sequence gets another name. */
final class RenameSequenceRule extends ActionRule<RenameAction.OfSequence> {

  RenameSequenceRule() {
    super(
        RenameAction.OfSequence.class,
        About.of("rename-sequence", "a sequence gets another name", WARNING, OLD_CODE, NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfSequence rename, Situation at, Verdicts verdicts) {
    if (at.isNewObject(rename.sequence())) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        WARNING,
        "nextval('%s') and what an ORM derives from that name fail from here on; defaults of columns follow the rename."
            .formatted(words(rename.sequence())),
        Recipe.empty().say("keep the name"));
    verdicts.add(
        NEW_CODE,
        NOTICE,
        "Code that calls nextval('%s') fails until this has run."
            .formatted(words(rename.newName())),
        Recipe.empty().say("keep the name"));
  }
}
