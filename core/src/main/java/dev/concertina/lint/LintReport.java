package dev.concertina.lint;

import dev.concertina.hazard.Severity;
import java.util.List;

/**
 * What a run of lint found.
 *
 * @param findings in the order in which the statements run
 * @param silenced findings that are accepted
 * @param problems what could not be read, and ignores that are not as they have to be
 * @param scripts how many scripts were judged
 * @param statements how many statements they have
 */
public record LintReport(
    List<Judged> findings,
    List<Silenced> silenced,
    List<Problem> problems,
    int scripts,
    int statements) {

  public LintReport {
    findings = List.copyOf(findings);
    silenced = List.copyOf(silenced);
    problems = List.copyOf(problems);
  }

  /** How many findings have a severity; ignores that are not as they have to be are warnings. */
  public int count(Severity severity) {
    long own = findings.stream().filter(f -> f.finding().severity() == severity).count();
    long ignores = severity == Severity.WARNING ? count(Problem.Kind.IGNORE) : 0;
    return (int) (own + ignores);
  }

  /** How many problems are of a kind. */
  public int count(Problem.Kind kind) {
    return (int) problems.stream().filter(problem -> problem.kind() == kind).count();
  }
}
