package dev.concertina.cli.lint;

import dev.concertina.cli.json.Json;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import dev.concertina.source.Checksum;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report that GitLab shows in a merge request ("Code Quality" in its documentation). */
final class GitlabCodeQuality {

  private GitlabCodeQuality() {}

  static String of(LintReport report) {
    return Stream.concat(
            report.findings().stream().map(GitlabCodeQuality::finding),
            report.problems().stream().map(GitlabCodeQuality::problem))
        .map(Json::toString)
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static Json finding(Judged judged) {
    Finding finding = judged.finding();
    return issue(
        finding.message(),
        finding.rule(),
        judged.fingerprint(),
        severity(finding.severity()),
        judged.file(),
        judged.line());
  }

  private static Json problem(Problem problem) {
    String file = problem.origin().map(origin -> origin.file()).orElse("-");
    int line = problem.origin().map(origin -> origin.line()).orElse(1);
    return issue(
        problem.message() + " " + problem.hint(),
        problem.code(),
        Checksum.of(problem.code() + file + line),
        problem.kind() == Problem.Kind.UNREAD ? "critical" : "minor",
        file,
        line);
  }

  private static Json issue(
      String words, String rule, String fingerprint, String severity, String file, int line) {
    return new Json()
        .put("description", words)
        .put("check_name", rule)
        .put("fingerprint", fingerprint)
        .put("severity", severity)
        .put(
            "location",
            new Json()
                .put("path", file.replaceFirst("^\\./", ""))
                .put("lines", new Json().put("begin", line)));
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case NOTICE -> "info";
    };
  }
}
