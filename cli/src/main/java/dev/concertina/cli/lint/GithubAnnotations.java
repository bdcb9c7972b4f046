package dev.concertina.cli.lint;

import dev.concertina.change.Origin;
import dev.concertina.hazard.Finding;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workflow commands of GitHub Actions, which show a finding at its line of the pull request. */
final class GithubAnnotations {

  private GithubAnnotations() {}

  static String of(LintReport report) {
    return Stream.concat(
            report.findings().stream().map(GithubAnnotations::finding),
            report.problems().stream().map(GithubAnnotations::problem))
        .collect(Collectors.joining("\n"));
  }

  private static String finding(Judged judged) {
    Finding finding = judged.finding();
    String place =
        "file=%s,line=%d,endLine=%d,col=%d,title=%s"
            .formatted(
                property(judged.file()),
                judged.line(),
                judged.endLine(),
                judged.column(),
                property(finding.rule() + " (" + finding.axis().words() + ")"));
    String words = finding.message() + "\n\nThe safe way:\n" + finding.recipe().text();
    return "::" + finding.severity().key() + " " + place + "::" + data(words);
  }

  private static String problem(Problem problem) {
    String level = problem.kind() == Problem.Kind.UNREAD ? "error" : "warning";
    String place =
        problem
            .origin()
            .map(GithubAnnotations::place)
            .map(found -> found + ",title=" + property(problem.code()))
            .orElse("title=" + property(problem.code()));
    return "::" + level + " " + place + "::" + data(problem.message() + "\n" + problem.hint());
  }

  private static String place(Origin origin) {
    return "file=%s,line=%d".formatted(property(origin.file()), origin.line());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
