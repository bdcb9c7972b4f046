package dev.concertina.hazard;

import dev.concertina.hazard.rule.Rules;
import dev.concertina.source.Sources;
import java.util.List;
import java.util.stream.Stream;

/** What all rules together find in scripts, for PostgreSQL 18. */
final class Alarms {

  private final Linter linter = new Linter(Sources.PARSER, Rules.all());

  /** The rules that warn or worse, in order; the scripts are of one release or of one each. */
  List<String> of(int releases, String... scripts) {
    List<Script> run =
        Stream.iterate(0, i -> i < scripts.length, i -> i + 1)
            .map(i -> Script.of("V" + i + ".sql", scripts[i], releases == 1 ? 1 : i))
            .toList();
    return findings(run, LintContext.of(18)).stream()
        .filter(finding -> finding.severity() != Severity.NOTICE)
        .map(Finding::rule)
        .distinct()
        .toList();
  }

  List<Finding> findings(String script) {
    return findings(List.of(Script.of("V1.sql", script, 1)), LintContext.of(18));
  }

  List<Finding> findings(List<Script> scripts, LintContext context) {
    return linter.lint(scripts, context);
  }
}
