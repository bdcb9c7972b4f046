package dev.concertina.cli.lint;

import dev.concertina.change.Origin;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.regex.Pattern;

/** Findings as failed tests, for servers that show nothing else. */
final class JunitXml {

  /** What XML 1.0 has no way to write. */
  private static final Pattern UNWRITABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final StringBuilder cases = new StringBuilder();
  private int tests;
  private int failures;
  private int errors;

  private JunitXml() {}

  static String of(LintReport report) {
    JunitXml xml = new JunitXml();
    report.findings().forEach(xml::finding);
    report.problems().forEach(xml::problem);
    if (xml.tests == 0) {
      xml.tests = 1;
      xml.cases.append("    <testcase classname=\"concertina\" name=\"no hazards\"/>\n");
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="concertina lint" tests="%d" failures="%d" errors="%d">
        %s  </testsuite>
        </testsuites>"""
        .formatted(xml.tests, xml.failures, xml.errors, xml.cases);
  }

  private void finding(Judged judged) {
    Finding finding = judged.finding();
    String name = finding.rule() + " (" + finding.axis().words() + "), line " + judged.line();
    boolean fails = finding.severity() != Severity.NOTICE;
    failures += fails ? 1 : 0;
    add(
        judged.file(),
        name,
        fails ? "failure" : "system-out",
        finding.message(),
        finding.origin().statement() + "\n\nThe safe way:\n" + finding.recipe().text());
  }

  private void problem(Problem problem) {
    boolean unread = problem.kind() == Problem.Kind.UNREAD;
    errors += unread ? 1 : 0;
    failures += unread ? 0 : 1;
    add(
        problem.origin().map(Origin::file).orElse("concertina"),
        problem.code() + ", line " + problem.origin().map(Origin::line).orElse(1),
        unread ? "error" : "failure",
        problem.message(),
        problem.hint());
  }

  private void add(String file, String name, String kind, String message, String text) {
    tests++;
    String told =
        kind.equals("system-out")
            ? "<system-out>%s%n%s</system-out>".formatted(escaped(message), escaped(text))
            : "<%s message=\"%s\">%s</%s>".formatted(kind, escaped(message), escaped(text), kind);
    cases
        .append(
            "    <testcase classname=\"%s\" name=\"%s\">\n".formatted(escaped(file), escaped(name)))
        .append("      ")
        .append(told)
        .append("\n    </testcase>\n");
  }

  private static String escaped(String text) {
    return UNWRITABLE
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
