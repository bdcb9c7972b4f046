package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;

/** A statement that refuses transactions runs in one. */
final class ConcurrentlyInTransactionRule extends ActionRule<Action> {

  ConcurrentlyInTransactionRule() {
    super(
        Action.class,
        About.of(
            "concurrently-in-transaction",
            "a statement that refuses transactions runs in one",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action.refusesTransaction() && at.transaction().open()) {
      verdicts.add(
          LOCKS,
          ERROR,
          "PostgreSQL refuses this inside of a transaction: the migration fails here, and the release stops half-way.",
          Recipe.empty()
              .say("put it alone into a migration that runs without a transaction")
              .orConcertina(
                  Recipes.asItIs(
                      "it runs outside of a transaction and is resumed after a crash.")));
    }
  }
}
