package dev.concertina.cli.lint;

import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Rule;
import dev.concertina.lint.LintReport;
import java.util.List;
import java.util.Locale;

/** The forms of a report. */
public enum ReportForm {
  TEXT,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  JUNIT;

  /** The report in this form; that in JSON is without the envelope of the command. */
  public String of(LintReport report, List<Rule> rules, Style style) {
    return switch (this) {
      case TEXT -> LintText.of(report, style);
      case JSON -> LintJson.of(report).toString();
      case SARIF -> new Sarif(rules).of(report);
      case GITHUB -> GithubAnnotations.of(report);
      case GITLAB -> GitlabCodeQuality.of(report);
      case JUNIT -> JunitXml.of(report);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
