package dev.concertina.hazard.rule;

import dev.concertina.hazard.Situation;
import dev.concertina.hazard.action.Action;
import dev.concertina.plan.LockMode;

/** What the rules about time limits ask of an action. */
final class RunsWithoutLimit {

  private RunsWithoutLimit() {}

  /** Whether it waits for a lock that readers or writers of a table in use then wait behind. */
  static boolean waits(Action action, Situation at) {
    return action.locks(at.schema(), at.context().server()).stream()
        .anyMatch(
            lock -> lock.mode().compareTo(LockMode.SHARE) >= 0 && !at.isQuick(lock.relation()));
  }

  /** Whether it works long under such a lock. */
  static boolean works(Action action, Situation at) {
    return action.locks(at.schema(), at.context().server()).stream()
        .anyMatch(lock -> lock.stopsSomebody() && lock.isLong() && !at.isQuick(lock.relation()));
  }
}
