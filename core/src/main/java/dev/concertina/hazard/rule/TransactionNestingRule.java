package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.SessionAction;

/** BEGIN and COMMIT do not match, or stand in a transaction of the tool. */
final class TransactionNestingRule extends ActionRule<SessionAction> {

  private static final Recipe RECIPE =
      Recipe.empty().say("leave BEGIN and COMMIT to the tool, or write both");

  TransactionNestingRule() {
    super(
        SessionAction.class,
        About.of(
            "transaction-nesting",
            "BEGIN and COMMIT do not match, or stand in a transaction of the tool",
            WARNING,
            LOCKS,
            NEW_CODE));
  }

  @Override
  void judge(SessionAction action, Situation at, Verdicts verdicts) {
    String message = "";
    if (action instanceof SessionAction.Begin) {
      if (at.transaction().open()) {
        message =
            "A transaction is open already: PostgreSQL warns and goes on, and the next COMMIT ends the outer one too early.";
      } else if (!at.isLast() && at.later(Topics.END, true).findAny().isEmpty()) {
        message =
            "No COMMIT follows: unless the tool adds one, everything is rolled back in silence.";
        verdicts.add(
            NEW_CODE,
            WARNING,
            "Without a COMMIT nothing of this may be there when the new version starts.",
            RECIPE);
      }
    } else if (action instanceof SessionAction.End end && !at.transaction().explicit()) {
      message =
          at.unit().inTransaction()
              ? "This ends the tool's own transaction: what follows runs without one."
              : "No transaction is open: %s does nothing."
                  .formatted(end.commits() ? "COMMIT" : "ROLLBACK");
    }
    if (!message.isEmpty()) {
      verdicts.add(LOCKS, WARNING, message, RECIPE);
    }
  }
}
