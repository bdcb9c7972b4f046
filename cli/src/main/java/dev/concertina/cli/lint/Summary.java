package dev.concertina.cli.lint;

import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Severity;
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
            : "\n"
                + style.cyan("more: ")
                + "concertina lint --explain "
                + report.findings().get(0).finding().rule();
    return found
        + accepted
        + " in "
        + counted(report.statements(), "statement")
        + " of "
        + counted(report.scripts(), "script")
        + explain;
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
