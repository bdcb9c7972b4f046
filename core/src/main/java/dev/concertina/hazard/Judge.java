package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.model.Patience;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Savepoints;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** Reads one script from its first statement to its last: judges, then lets it act. */
final class Judge {

  private final Unit unit;
  private final Course course;
  private final RunningSchema schema;
  private final LintContext context;
  private final List<Rule> rules;
  private final RunningTransaction transaction;

  /** A script that rolls nothing back needs no copy of what it could take back. */
  private final boolean takesBack;

  private final List<Finding> findings = new ArrayList<>();

  /** A statement that is taken back has locked what it locked, but it breaks no code. */
  private final Savepoints<Integer> told = new Savepoints<>(findings::size, this::takeBack);

  Judge(Unit unit, Patience patience, RunningSchema schema, LintContext context, List<Rule> rules) {
    this.unit = unit;
    this.course = new Course(unit);
    this.schema = schema;
    this.context = context;
    this.rules = rules;
    this.transaction = new RunningTransaction(unit.inTransaction(), patience);
    this.takesBack = course.all(Topics.TAKEN_BACK, true).findAny().isPresent();
  }

  List<Finding> findings() {
    for (int i = 0; i < unit.statements().size(); i++) {
      Statement statement = unit.statements().get(i);
      transaction.startStatement(statement.isTransaction());
      for (int step = 0; step < statement.steps().size(); step++) {
        judge(statement, i, step);
        transaction.endStep();
      }
      transaction.endStatement();
    }
    return findings;
  }

  /** What an action locks, the others of its step have asked for at the same moment. */
  private void judge(Statement statement, int index, int step) {
    List<Lock> felt = new ArrayList<>();
    List<QualifiedName> changed = new ArrayList<>();
    for (Action action : statement.steps().get(step)) {
      Situation at =
          new Situation(action, statement, index, step, course, schema, transaction, context);
      if (unit.script().judged()) {
        rules.forEach(rule -> rule.judge(at, collector(rule, at)));
      }
      List<Lock> locks = at.feltLocks();
      felt.addAll(locks);
      if (locks.stream().anyMatch(Lock::stopsSomebody)) {
        transaction.stop(locks.stream().anyMatch(lock -> lock.stopsSomebody() && lock.isLong()));
      }
      at.changed().ifPresent(changed::add);
      if (takesBack) {
        List.of(schema.savepoints(), transaction.savepoints(), told).forEach(action::bound);
      }
      action.act(transaction, schema);
      action.change(schema);
    }
    felt.forEach(lock -> transaction.lock(lock.relation(), lock.mode()));
    changed.forEach(transaction::change);
  }

  private void takeBack(int before) {
    findings.subList(before, findings.size()).removeIf(finding -> finding.axis() != Axis.LOCKS);
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
