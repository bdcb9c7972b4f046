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
    Set<QualifiedName> before = at.transaction().changed();
    if (!at.transaction().open() || before.size() != 1) {
      return;
    }
    QualifiedName first = before.iterator().next();
    String held = words(first);
    at.changed()
        .map(Names::words)
        .ifPresent(
            table ->
                verdicts.add(
                    LOCKS,
                    at.isTransactionKnown() || at.isSubjectBefore(first) ? WARNING : NOTICE,
                    "This waits for %s while the transaction already holds %s: who needs that waits as long, and code that has locked %s and then asks for %s ends in a deadlock."
                        .formatted(table, held, table, held),
                    Recipe.empty().say("one table in a transaction, so one in a migration")));
  }
}
