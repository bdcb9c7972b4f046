package dev.concertina.cli.lint;

import dev.concertina.change.Origin;
import dev.concertina.cli.render.Columns;
import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.Span;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A report for people, on 80 columns: each statement once, below it what is wrong with it for whom,
 * and the safe way; mere notices last and in short.
 */
final class LintText {

  private static final String INDENT = "    ";
  private static final int LABEL = 10;

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  /** Whose statement was shown last. */
  private Optional<Group> shown = Optional.empty();

  /** The safe ways that were told of that statement. */
  private final Set<List<Recipe.Step>> ways = new HashSet<>();

  private LintText(Style style) {
    this.style = style;
  }

  static String of(LintReport report, Style style) {
    LintText text = new LintText(style);
    Group.of(report.findings()).forEach(text::group);
    report.problems().forEach(text::problem);
    text.line(new Summary(report, style).text());
    return text.text.toString();
  }

  /** A statement is shown once, however many rules have something against the same words. */
  private void group(Group group) {
    Judged first = group.first();
    String place = new Origin(first.file(), first.line(), "").toString();
    line(
        style.bold(place)
            + "  "
            + coloured(group.worst())
            + "  "
            + style.bold(first.finding().rule()));
    line("");
    if (shown.filter(group::blamesTheSameAs).isEmpty()) {
      statement(first);
      line("");
      ways.clear();
    }
    shown = Optional.of(group);
    if (group.worst() == Severity.NOTICE) {
      group.findings().forEach(this::message);
      remedy(first.finding().recipe());
    } else {
      messages(group);
    }
    line("");
  }

  private void statement(Judged judged) {
    Finding finding = judged.finding();
    int offset = finding.statement().start();
    Span blamed =
        new Span(finding.underline().start() - offset, finding.underline().end() - offset);
    new StatementText(style, judged.line(), blamed)
        .lines(finding.origin().statement())
        .forEach(this::line);
  }

  /** Of a mere notice only what one statement mends. */
  private void remedy(Recipe recipe) {
    recipe.steps().stream()
        .limit(1)
        .filter(Recipe.Step.Statement.class::isInstance)
        .forEach(step -> labelled("safe way", step.text()));
  }

  /** What several axes have in common is told once, behind the last of them. */
  private void messages(Group group) {
    Recipe told = Recipe.empty();
    for (Judged each : group.findings()) {
      if (!told.equals(Recipe.empty()) && !told.equals(each.finding().recipe())) {
        recipe(told);
      }
      told = each.finding().recipe();
      message(each);
    }
    recipe(told);
  }

  private void message(Judged judged) {
    labelled(judged.finding().axis().words(), judged.finding().message());
  }

  /** A step that ends with a colon leads to the next ones, which stand below it. */
  private void recipe(Recipe recipe) {
    if (!recipe.steps().isEmpty() && !ways.add(recipe.steps())) {
      labelled("safe way", "as above");
      return;
    }
    int number = 0;
    boolean leads = false;
    for (Recipe.Step step : recipe.steps()) {
      boolean statement = step instanceof Recipe.Step.Statement;
      boolean below = leads && statement;
      number += below ? 0 : 1;
      labelled(number == 1 && !below ? "safe way" : "", below ? "   " : number + ". ", step.text());
      leads = statement ? leads : step.text().endsWith(":");
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
