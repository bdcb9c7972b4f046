package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import java.util.ArrayList;
import java.util.List;

/** Reads one script from its first statement to its last: judges, then lets it act. */
final class Judge {

  private final Unit unit;
  private final RunningSchema schema;
  private final LintContext context;
  private final List<Rule> rules;
  private final RunningTransaction transaction;
  private final List<Finding> findings = new ArrayList<>();

  Judge(Unit unit, RunningSchema schema, LintContext context, List<Rule> rules) {
    this.unit = unit;
    this.schema = schema;
    this.context = context;
    this.rules = rules;
    this.transaction = new RunningTransaction(unit.inTransaction());
  }

  List<Finding> findings() {
    for (int i = 0; i < unit.statements().size(); i++) {
      Statement statement = unit.statements().get(i);
      List<Lock> felt = new ArrayList<>();
      for (Action action : statement.actions()) {
        Situation at = new Situation(action, statement, i, unit, schema, transaction, context);
        if (unit.script().judged()) {
          rules.forEach(rule -> rule.judge(at, collector(rule, at)));
        }
        action.locks(schema, context.server()).stream()
            .filter(lock -> !at.isQuick(lock.relation()))
            .forEach(felt::add);
        action.act(transaction, schema);
        action.change(schema);
      }
      felt.forEach(lock -> transaction.lock(lock.relation(), lock.mode()));
      transaction.endStatement();
    }
    return findings;
  }

  private Verdicts collector(Rule rule, Situation at) {
    return (axis, severity, message, recipe) ->
        findings.add(
            new Finding(
                rule.id(),
                axis,
                severity,
                at.statement().origin(),
                at.statement().span(),
                at.action().span(),
                message,
                recipe));
  }
}
