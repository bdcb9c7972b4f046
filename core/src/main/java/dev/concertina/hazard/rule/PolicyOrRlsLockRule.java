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
import dev.concertina.sql.QualifiedName;

/** Row security is changed under a lock. */
final class PolicyOrRlsLockRule extends ActionRule<Action> {

  PolicyOrRlsLockRule() {
    super(
        Action.class,
        About.of("policy-or-rls-lock", "row security is changed under a lock", NOTICE, LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TriggerAction.OfPolicy policy && !at.isQuick(policy.table())) {
      verdicts.add(LOCKS, NOTICE, message(policy.table()), Recipes.brief());
    }
    if (action instanceof TableAction.RowSecurity security && !at.isQuick(security.table())) {
      verdicts.add(LOCKS, NOTICE, message(security.table()), Recipes.brief());
    }
  }

  private static String message(QualifiedName table) {
    return "This waits for every running query of %s, and all later ones wait behind it."
        .formatted(words(table));
  }
}
