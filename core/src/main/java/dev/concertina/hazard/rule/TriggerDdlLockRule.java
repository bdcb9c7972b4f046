package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;

/** A trigger is made or dropped under a lock. */
final class TriggerDdlLockRule extends ActionRule<Action> {

  TriggerDdlLockRule() {
    super(
        Action.class,
        About.of("trigger-ddl-lock", "a trigger is made or dropped under a lock", NOTICE, LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean about =
        action instanceof TriggerAction.Create
            || action instanceof TriggerAction.Drop
            || action instanceof TriggerAction.OfRule
            || action instanceof TableAction.TriggerState;
    if (!about) {
      return;
    }
    action.locks(at.schema(), at.context().server()).stream()
        .filter(lock -> !at.isQuick(lock.relation()))
        .forEach(
            lock ->
                verdicts.add(
                    LOCKS,
                    NOTICE,
                    "This waits for everybody who uses %s, for %s, and those who come later wait behind it."
                        .formatted(words(lock.relation()), lock.mode().words()),
                    Recipes.brief()));
  }
}
