package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.plan.LockMode;

/** LOCK TABLE stops others until the transaction ends. */
final class ExplicitLockTableRule extends ActionRule<TableAction.LockExplicitly> {

  ExplicitLockTableRule() {
    super(
        TableAction.LockExplicitly.class,
        About.of(
            "explicit-lock-table",
            "LOCK TABLE stops others until the transaction ends",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(TableAction.LockExplicitly lock, Situation at, Verdicts verdicts) {
    if (lock.mode().compareTo(LockMode.SHARE) < 0 || at.isQuick(lock.table())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "%s on %s is held until COMMIT: %s wait for all that follows in the transaction."
            .formatted(lock.mode().words(), words(lock.table()), lock.mode().stops()),
        Recipe.empty().say("leave it out: each statement takes the lock that it needs"));
  }
}
