package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.plan.LockMode;

/** A statement that refuses transactions runs in one. */
final class ConcurrentlyInTransactionRule extends ActionRule<Action> {

  private static final Topic<Action> REFUSES = Topic.of(Action.class, Action::refusesTransaction);

  private static final Recipe ALONE =
      Recipe.empty()
          .say("put it alone into a migration that runs without a transaction")
          .orConcertina(
              Recipes.asItIs("it runs outside of a transaction and is resumed after a crash."));

  ConcurrentlyInTransactionRule() {
    super(
        Action.class,
        About.of(
            "concurrently-in-transaction",
            "a statement that refuses transactions runs in one",
            ERROR,
            LOCKS,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (!action.refusesTransaction()) {
      return;
    }
    if (at.transaction().open()) {
      verdicts.add(
          LOCKS,
          ERROR,
          "PostgreSQL refuses this inside of a transaction: the migration fails here, and the release stops half-way.",
          ALONE);
      verdicts.add(
          NEW_CODE, ERROR, "The new version finds the schema as it was, or cannot start.", ALONE);
    } else if (!at.isTransactionKnown() && isMixed(at)) {
      verdicts.add(
          NEW_CODE,
          WARNING,
          "PostgreSQL refuses this inside of a transaction. A tool that opens one for the script fails here; one that does not leaves the rest behind if this fails, and the script cannot be run again.",
          ALONE);
    }
  }

  /** Whether the script changes something else, which most tools do in a transaction. */
  private static boolean isMixed(Situation at) {
    return at.anywhere(REFUSES, false)
        .flatMap(other -> other.locks(at.schema(), at.context().server()).stream())
        .anyMatch(
            lock ->
                lock.mode().compareTo(LockMode.SHARE_ROW_EXCLUSIVE) >= 0
                    || (lock.isLong() && lock.stopsSomebody()));
  }
}
