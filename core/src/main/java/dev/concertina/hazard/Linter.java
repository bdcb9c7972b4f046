package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Transaction;
import dev.concertina.hazard.read.UnitReader;
import dev.concertina.parser.PostgresParser;
import java.util.ArrayList;
import java.util.List;

/** Judges scripts by rules. Safe for any thread. */
public final class Linter {

  private final UnitReader reader;
  private final List<Rule> rules;

  public Linter(PostgresParser parser, List<Rule> rules) {
    this.reader = new UnitReader(parser);
    this.rules = List.copyOf(rules);
  }

  /**
   * The hazards of the scripts that are judged, in their order.
   *
   * @param scripts in the order in which they run
   */
  public List<Finding> lint(List<Script> scripts, LintContext context) {
    RunningSchema schema = new RunningSchema();
    List<Finding> findings = new ArrayList<>();
    for (Script script : scripts) {
      schema.startRelease(script.release());
      findings.addAll(judge(reader.read(script), schema, context));
    }
    return findings;
  }

  private List<Finding> judge(Unit unit, RunningSchema schema, LintContext context) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < unit.statements().size(); i++) {
      Statement statement = unit.statements().get(i);
      for (Action action : statement.actions()) {
        Transaction transaction = new Transaction(unit.inTransaction());
        if (unit.script().judged()) {
          Situation at = new Situation(action, statement, i, unit, schema, transaction, context);
          rules.forEach(rule -> rule.judge(at, collector(rule, at, findings)));
        }
        action.change(schema);
      }
    }
    return findings;
  }

  private static Verdicts collector(Rule rule, Situation at, List<Finding> findings) {
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
