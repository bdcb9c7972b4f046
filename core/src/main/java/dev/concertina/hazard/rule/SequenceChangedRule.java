package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;
import java.util.List;
import java.util.Set;

/** A sequence gives other numbers than code expects. */
final class SequenceChangedRule extends ActionRule<ObjectAction.AlterSequence> {

  SequenceChangedRule() {
    super(
        ObjectAction.AlterSequence.class,
        About.of(
            "sequence-changed",
            "a sequence gives other numbers than code expects",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ObjectAction.AlterSequence alter, Situation at, Verdicts verdicts) {
    List<String> hurting =
        alter.options().stream()
            .filter(Set.of("increment", "restart", "minvalue", "maxvalue", "cycle", "as")::contains)
            .toList();
    if (!hurting.isEmpty() && !at.isNewObject(alter.name())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "The version that runs now counts on the numbers of %s: with another increment the ids that its ORM hands out in blocks collide, with RESTART it meets keys that exist."
              .formatted(words(alter.name())),
          Recipe.empty().say("never while code runs that uses it; a new sequence instead"));
    }
  }
}
