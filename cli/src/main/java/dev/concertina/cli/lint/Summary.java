package dev.concertina.cli.lint;

import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last line of a report. */
record Summary(LintReport report, Style style) {

  private static final Pattern PLAIN = Pattern.compile("[\\w./@%+=:,-]+");

  String text() {
    List<String> parts = new ArrayList<>();
    add(parts, report.count(Severity.ERROR), "error");
    add(parts, report.count(Severity.WARNING), "warning");
    add(parts, report.count(Severity.NOTICE), "notice");
    int unread = report.count(Problem.Kind.UNREAD);
    if (unread > 0) {
      parts.add(unread + " not judged");
    }
    if (report.scripts() == 0 && parts.isEmpty()) {
      return "nothing to judge: no migration was found";
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

  private Finding worst() {
    return worst(report.findings().stream()).orElseThrow().finding();
  }

  /** The first of the worst. */
  private static Optional<Judged> worst(Stream<Judged> findings) {
    return findings.reduce(
        (one, two) -> two.finding().severity().compareTo(one.finding().severity()) > 0 ? two : one);
  }

  /** The command that writes it safely, for the worst script that Concertina can make safe. */
  private String fix() {
    return worst(
            report.findings().stream()
                .filter(judged -> judged.finding().recipe().concertina().isPresent()))
        .map(judged -> "\n" + style.cyan("safe: ") + "concertina convert " + quoted(judged.file()))
        .map(command -> command + " --into migrations")
        .orElse("");
  }

  /** As a shell takes it. */
  private static String quoted(String file) {
    return PLAIN.matcher(file).matches() ? file : "'" + file.replace("'", "'\\''") + "'";
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
