package dev.concertina.cli.lint;

import dev.concertina.change.Origin;
import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.Span;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report for people, on 80 columns: each statement once, below it what is wrong with it for whom,
 * and the safe way.
 */
final class LintText {

  private static final String INDENT = "    ";
  private static final int LABEL = 10;

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private LintText(Style style) {
    this.style = style;
  }

  static String of(LintReport report, Style style) {
    LintText text = new LintText(style);
    Map<String, List<Judged>> groups = new LinkedHashMap<>();
    report.findings().forEach(f -> groups.computeIfAbsent(key(f), k -> new ArrayList<>()).add(f));
    groups.values().forEach(text::group);
    report.problems().forEach(text::problem);
    text.line(new Summary(report, style).text());
    return text.text.toString();
  }

  /** What one rule says of one statement stands together. */
  private static String key(Judged judged) {
    Finding finding = judged.finding();
    return String.join(
        "\0",
        judged.file(),
        String.valueOf(judged.line()),
        String.valueOf(judged.column()),
        finding.rule(),
        finding.underline().toString());
  }

  private void group(List<Judged> group) {
    Judged first = group.get(0);
    Finding finding = first.finding();
    Severity worst = group.stream().map(j -> j.finding().severity()).max(Severity::compareTo).get();
    String place = new Origin(first.file(), first.line(), "").toString();
    line(style.bold(place) + "  " + coloured(worst) + "  " + style.bold(finding.rule()));
    line("");
    int offset = finding.statement().start();
    Span blamed =
        new Span(finding.underline().start() - offset, finding.underline().end() - offset);
    new StatementText(style, first.line(), blamed)
        .lines(finding.origin().statement())
        .forEach(this::line);
    line("");
    Recipe told = Recipe.empty();
    for (Judged each : group) {
      if (!told.equals(Recipe.empty()) && !told.equals(each.finding().recipe())) {
        recipe(told);
      }
      told = each.finding().recipe();
      labelled(each.finding().axis().words(), each.finding().message());
    }
    recipe(told);
    line("");
  }

  private void recipe(Recipe recipe) {
    int number = 1;
    for (Recipe.Step step : recipe.steps()) {
      labelled(number == 1 ? "safe way" : "", number + ". ", step.text());
      number++;
    }
    recipe.concertina().ifPresent(how -> labelled("concertina", how));
  }

  private void labelled(String label, String words) {
    labelled(label, "", words);
  }

  private void labelled(String label, String number, String words) {
    String head =
        style.cyan(label + " ".repeat(Math.max(0, LABEL - label.length()))) + "  " + number;
    int indent = LABEL + 2 + number.length();
    for (String line : Columns.wrap(words, Columns.WIDTH - INDENT.length() - indent)) {
      line(INDENT + head + line);
      head = " ".repeat(indent);
    }
  }

  private void problem(Problem problem) {
    boolean unread = problem.kind() == Problem.Kind.UNREAD;
    String place = problem.origin().map(origin -> origin + "  ").orElse("");
    String kind = unread ? style.red("not judged") : style.yellow("warning");
    line(style.bold(place) + kind + "  " + style.bold(problem.code()));
    line("");
    problem.origin().filter(origin -> !origin.statement().isBlank()).ifPresent(this::source);
    Columns.wrap(problem.message(), Columns.WIDTH - INDENT.length()).forEach(l -> line(INDENT + l));
    labelled("next", problem.hint());
    line("");
  }

  private void source(Origin origin) {
    new StatementText(style, origin.line(), new Span(0, 0))
        .lines(origin.statement())
        .forEach(this::line);
    line("");
  }

  private String coloured(Severity severity) {
    return switch (severity) {
      case ERROR -> style.red(severity.key());
      case WARNING -> style.yellow(severity.key());
      case NOTICE -> style.dim(severity.key());
    };
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
