package dev.concertina.cli.lint;

import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.ArrayList;
import java.util.List;

/** The last line of a report. */
record Summary(LintReport report, Style style) {

  String text() {
    List<String> parts = new ArrayList<>();
    add(parts, report.count(Severity.ERROR), "error");
    add(parts, report.count(Severity.WARNING), "warning");
    add(parts, report.count(Severity.NOTICE), "notice");
    int unread = report.count(Problem.Kind.UNREAD);
    if (unread > 0) {
      parts.add(unread + " not judged");
    }
    String found = parts.isEmpty() ? style.green("no hazards") : String.join(", ", parts);
    String accepted =
        report.silenced().isEmpty() ? "" : ", " + report.silenced().size() + " accepted";
    String explain =
        report.findings().isEmpty()
            ? ""
            : "\n" + style.cyan("more: ") + "concertina lint --explain " + worst().rule() + fix();
    return found
        + accepted
        + " in "
        + counted(report.statements(), "statement")
        + " of "
        + counted(report.scripts(), "script")
        + explain;
  }

  /** The first of the worst. */
  private Finding worst() {
    return report.findings().stream()
        .map(Judged::finding)
        .reduce((one, two) -> two.severity().compareTo(one.severity()) > 0 ? two : one)
        .orElseThrow();
  }

  /** The command that writes it safely, for the first script that Concertina can make safe. */
  private String fix() {
    return report.findings().stream()
        .filter(judged -> judged.finding().recipe().concertina().isPresent())
        .findFirst()
        .map(judged -> "\n" + style.cyan("safe: ") + "concertina convert " + judged.file())
        .map(command -> command + " --into migrations")
        .orElse("");
  }

  private static void add(List<String> parts, int count, String noun) {
    if (count > 0) {
      parts.add(counted(count, noun));
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
