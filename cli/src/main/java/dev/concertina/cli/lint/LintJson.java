package dev.concertina.cli.lint;

import dev.concertina.change.Origin;
import dev.concertina.cli.json.Json;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import dev.concertina.lint.Silenced;
import java.util.Arrays;

/** A report for programs. */
public final class LintJson {

  private LintJson() {}

  /** The fields of the command's object. */
  public static Json of(LintReport report) {
    Json counts = new Json();
    Arrays.stream(Severity.values())
        .forEach(severity -> counts.put(severity.key(), report.count(severity)));
    return new Json()
        .put("findings", report.findings().stream().map(LintJson::finding).toList())
        .put("accepted", report.silenced().stream().map(LintJson::silenced).toList())
        .put("problems", report.problems().stream().map(LintJson::problem).toList())
        .put("counts", counts)
        .put("scripts", report.scripts())
        .put("statements", report.statements());
  }

  private static Json finding(Judged judged) {
    Finding finding = judged.finding();
    return new Json()
        .put("rule", finding.rule())
        .put("axis", finding.axis().key())
        .put("severity", finding.severity().key())
        .put("file", judged.file())
        .put("line", judged.line())
        .put("column", judged.column())
        .put("end_line", judged.endLine())
        .put("end_column", judged.endColumn())
        .put("statement", finding.origin().statement())
        .put("message", finding.message())
        .put("recipe", finding.recipe().text())
        .put("fingerprint", judged.fingerprint());
  }

  private static Json silenced(Silenced silenced) {
    return finding(silenced.judged())
        .put("because", silenced.reason())
        .put("accepted_in", silenced.where());
  }

  private static Json problem(Problem problem) {
    return new Json()
        .put("code", problem.code())
        .put("file", problem.origin().map(Origin::file))
        .put("line", problem.origin().map(Origin::line))
        .put("message", problem.message())
        .put("hint", problem.hint());
  }
}
