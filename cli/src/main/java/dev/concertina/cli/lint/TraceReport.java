package dev.concertina.cli.lint;

import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.Columns;
import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Names;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import dev.concertina.trace.TracedStep;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server did with each statement.
 *
 * @param server its version: {@code 18.6}
 */
public record TraceReport(String server, List<TracedStep> steps) {

  private static final int LABEL = 10;

  public TraceReport {
    steps = List.copyOf(steps);
  }

  /** Whether the server refused a statement, so that what follows it met another schema. */
  public boolean hasFailures() {
    return steps.stream().anyMatch(step -> step.traced().failure().isPresent());
  }

  /** For programs. */
  public Json json() {
    return new Json()
        .put("server", server)
        .put("trace", steps.stream().map(TraceReport::json).toList());
  }

  private static Json json(TracedStep step) {
    Json locks = new Json();
    step.taken().forEach((relation, mode) -> locks.put(relation.toString(), mode.words()));
    return new Json()
        .put("file", step.traced().statement().origin().file())
        .put("line", step.traced().statement().origin().line())
        .put("statement", step.traced().statement().origin().statement())
        .put("watched", step.traced().watched())
        .put("locks", locks)
        .put("rewritten", sorted(step.traced().rewritten()).map(QualifiedName::toString).toList())
        .put("as_foretold", step.isAsForetold())
        .put("failure", step.traced().failure());
  }

  /** For people, on 80 columns. */
  public String text(Style style) {
    StringBuilder text = new StringBuilder();
    for (TracedStep step : steps) {
      text.append(style.bold(step.traced().statement().origin().toString())).append("  ");
      text.append(head(step.traced().statement().origin().statement())).append('\n');
      said(step).forEach((label, words) -> append(text, style, label, words));
      text.append('\n');
    }
    return text + "run on PostgreSQL " + server + ", each statement in a transaction of its own";
  }

  private static Map<String, String> said(TracedStep step) {
    Map<String, String> said = new LinkedHashMap<>();
    if (step.traced().failure().isPresent()) {
      said.put("refused", step.traced().failure().get());
    } else if (!step.traced().watched()) {
      said.put("not seen", "it refuses a transaction, or bounds one");
    } else {
      said.put("took", words(step.taken()));
      if (!step.traced().rewritten().isEmpty()) {
        said.put("rewrote", names(step.traced().rewritten()));
      }
      if (!step.isAsForetold()) {
        said.put("foretold", words(step.foretold()) + rewrites(step));
      }
    }
    return said;
  }

  private static String rewrites(TracedStep step) {
    return step.foretoldRewrites().isEmpty() ? "" : "; rewrites " + names(step.foretoldRewrites());
  }

  private static String words(Map<QualifiedName, LockMode> locks) {
    return locks.isEmpty()
        ? "no lock that others feel"
        : locks.entrySet().stream()
            .map(lock -> lock.getValue().words() + " on " + Names.words(lock.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static String names(Collection<QualifiedName> relations) {
    return sorted(relations).map(Names::words).collect(Collectors.joining(", "));
  }

  private static Stream<QualifiedName> sorted(Collection<QualifiedName> names) {
    return new TreeSet<>(names).stream();
  }

  private static String head(String statement) {
    String line = statement.strip().lines().findFirst().orElse("");
    int room = Columns.WIDTH / 2;
    return line.length() <= room ? line : line.substring(0, room - 1) + "…";
  }

  private static void append(StringBuilder text, Style style, String label, String words) {
    String head = "    " + style.cyan(label + " ".repeat(LABEL - label.length())) + "  ";
    for (String line : Columns.wrap(words, Columns.WIDTH - LABEL - 6)) {
      text.append(head).append(line).append('\n');
      head = " ".repeat(LABEL + 6);
    }
  }
}
