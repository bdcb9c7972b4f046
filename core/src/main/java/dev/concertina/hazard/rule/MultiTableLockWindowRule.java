package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.sql.QualifiedName;
import java.util.Set;

/** One transaction locks several tables that code uses. */
final class MultiTableLockWindowRule extends ActionRule<Action> {

  MultiTableLockWindowRule() {
    super(
        Action.class,
        About.of(
            "multi-table-lock-window",
            "one transaction locks several tables that code uses",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (!at.transaction().open()) {
      return;
    }
    Set<QualifiedName> before = at.transaction().stopped();
    action.locks(at.schema(), at.context().server()).stream()
        .filter(lock -> lock.stopsSomebody() && !at.isQuick(lock.relation()))
        .filter(lock -> !before.isEmpty() && !before.contains(lock.relation()))
        .findFirst()
        .ifPresent(
            lock ->
                verdicts.add(
                    LOCKS,
                    before.size() > 1 && at.isTransactionKnown() ? WARNING : NOTICE,
                    "This waits for %s while the transaction already stops %s: code that uses both in the other order ends in a deadlock."
                        .formatted(
                            words(lock.relation()),
                            String.join(", ", before.stream().map(Names::words).toList())),
                    Recipe.empty().say("one table in a transaction")));
  }
}
