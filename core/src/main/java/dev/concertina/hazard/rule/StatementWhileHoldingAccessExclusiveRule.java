package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** Long work goes on under a lock that an earlier statement took. */
final class StatementWhileHoldingAccessExclusiveRule extends ActionRule<Action> {

  StatementWhileHoldingAccessExclusiveRule() {
    super(
        Action.class,
        About.of(
            "statement-while-holding-access-exclusive",
            "long work goes on under a lock that an earlier statement took",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    Optional<QualifiedName> held = at.transaction().exclusivelyHeld();
    if (held.isEmpty() || !at.transaction().open()) {
      return;
    }
    boolean scans =
        action.locks(at.schema(), at.context().server()).stream()
            .anyMatch(lock -> lock.isLong() && !at.isQuick(lock.relation()));
    boolean writes =
        (action instanceof DataAction.Update update
                && !update.bounded()
                && !at.isQuick(update.table()))
            || (action instanceof DataAction.Delete delete
                && !delete.bounded()
                && !at.isQuick(delete.table()));
    if (scans || writes) {
      verdicts.add(
          LOCKS,
          WARNING,
          "An earlier statement of the transaction holds ACCESS EXCLUSIVE on %s: nobody can read or write it until this is done as well."
              .formatted(words(held.get())),
          Recipe.empty().say("this statement in a migration of its own"));
    }
  }
}
