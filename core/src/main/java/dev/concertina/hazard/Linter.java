package dev.concertina.hazard;

import dev.concertina.hazard.model.Patience;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.read.UnitReader;
import dev.concertina.parser.PostgresParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * @throws dev.concertina.parser.SqlSyntaxException if PostgreSQL could not read one
   */
  public List<Finding> lint(List<Script> scripts, LintContext context) {
    // The grammar takes nearly all of the time, and its workers are several.
    return judge(scripts.parallelStream().map(reader::read).toList(), context);
  }

  /** As {@link #lint}, of scripts that are read already. */
  public List<Finding> judge(List<Unit> units, LintContext context) {
    RunningSchema schema = new RunningSchema();
    Map<String, Patience> byFile = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Unit unit : units) {
      schema.startScript(unit.release());
      Patience patience = byFile.computeIfAbsent(unit.script().name(), file -> new Patience());
      findings.addAll(new Judge(unit, patience, schema, context, rules).findings());
    }
    return findings;
  }
}
