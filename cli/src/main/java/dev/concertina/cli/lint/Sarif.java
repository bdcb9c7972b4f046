package dev.concertina.cli.lint;

import dev.concertina.cli.Release;
import dev.concertina.cli.json.Json;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.RulePage;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import dev.concertina.lint.Silenced;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Static Analysis Results Interchange Format, version 2.1.0, an OASIS standard. */
final class Sarif {

  private static final String VERSION = "2.1.0";
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** The name of our fingerprints; another way to compute them needs another name. */
  private static final String FINGERPRINT = "concertina/v1";

  private final List<Rule> rules;

  Sarif(List<Rule> rules) {
    this.rules = rules;
  }

  String of(LintReport report) {
    Json run =
        new Json()
            .put("tool", new Json().put("driver", driver()))
            .put("invocations", List.of(invocation(report)))
            .put("columnKind", "utf16CodeUnits")
            .put("results", results(report));
    return new Json()
        .put("$schema", SCHEMA)
        .put("version", VERSION)
        .put("runs", List.of(run))
        .toString();
  }

  private Json driver() {
    return new Json()
        .put("name", "Concertina")
        .put("version", Release.version())
        .put("rules", rules.stream().map(Sarif::rule).toList());
  }

  private static Json rule(Rule rule) {
    String page = RulePage.of(rule);
    return new Json()
        .put("id", rule.id())
        .put("shortDescription", text(rule.about().title()))
        .put("help", text(page).put("markdown", page))
        .put("defaultConfiguration", new Json().put("level", level(rule.about().severity())));
  }

  private static Json invocation(LintReport report) {
    List<Json> notifications =
        report.problems().stream()
            .filter(problem -> problem.kind() == Problem.Kind.UNREAD)
            .map(Sarif::notification)
            .toList();
    return new Json()
        .put("executionSuccessful", notifications.isEmpty())
        .put("toolExecutionNotifications", notifications);
  }

  private static Json notification(Problem problem) {
    return new Json()
        .put("level", "error")
        .put("message", text(problem.message() + " " + problem.hint()))
        .put("locations", locations(problem));
  }

  private List<Json> results(LintReport report) {
    List<Json> results = new ArrayList<>();
    report.findings().forEach(judged -> results.add(result(judged)));
    report.silenced().forEach(silenced -> results.add(result(silenced)));
    report.problems().stream()
        .filter(problem -> problem.kind() == Problem.Kind.IGNORE)
        .forEach(problem -> results.add(result(problem)));
    return results;
  }

  private static Json result(Judged judged) {
    Finding finding = judged.finding();
    Json region =
        new Json()
            .put("startLine", judged.line())
            .put("startColumn", judged.column())
            .put("endLine", judged.endLine())
            .put("endColumn", judged.endColumn())
            .put("snippet", text(finding.origin().statement()));
    return new Json()
        .put("ruleId", finding.rule())
        .put("level", level(finding.severity()))
        .put("message", text(message(finding)))
        .put("locations", List.of(location(judged.file(), region)))
        .put("partialFingerprints", new Json().put(FINGERPRINT, judged.fingerprint()))
        .put("properties", new Json().put("axis", finding.axis().key()));
  }

  private static String message(Finding finding) {
    return finding.message() + "\n\nThe safe way:\n" + finding.recipe().text();
  }

  private static Json result(Silenced silenced) {
    boolean comment = silenced.where().startsWith(silenced.judged().file() + ":");
    Json suppression =
        new Json()
            .put("kind", comment ? "inSource" : "external")
            .put("justification", silenced.reason());
    return result(silenced.judged()).put("suppressions", List.of(suppression));
  }

  private static Json result(Problem problem) {
    return new Json()
        .put("ruleId", problem.code())
        .put("level", "warning")
        .put("message", text(problem.message() + " " + problem.hint()))
        .put("locations", locations(problem));
  }

  private static List<Json> locations(Problem problem) {
    return problem
        .origin()
        .map(origin -> location(origin.file(), new Json().put("startLine", origin.line())))
        .stream()
        .toList();
  }

  private static Json location(String file, Json region) {
    Json artifact = new Json().put("uri", uri(file));
    return new Json()
        .put(
            "physicalLocation", new Json().put("artifactLocation", artifact).put("region", region));
  }

  /** Relative if the user named it so; the reader of the report knows the root. */
  private static String uri(String file) {
    Path path = Path.of(file).normalize();
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    try {
      String slashes = path.toString().replace('\\', '/');
      return Optional.ofNullable(new URI(null, null, slashes, null).getRawPath()).orElse(slashes);
    } catch (URISyntaxException e) {
      return path.toUri().toString();
    }
  }

  private static Json text(String text) {
    return new Json().put("text", text);
  }

  private static String level(Severity severity) {
    return severity == Severity.NOTICE ? "note" : severity.key();
  }
}
