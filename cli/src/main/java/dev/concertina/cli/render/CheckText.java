package dev.concertina.cli.render;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Effect;
import dev.concertina.evidence.check.Impact;
import dev.concertina.plan.Phase;
import dev.concertina.words.OneLine;
import java.util.List;
import java.util.Locale;

/** What migrations would do to live statements, phase by phase. */
public final class CheckText {

  private static final int STATEMENT_SHOWN = 160;
  private static final int UNKNOWN_SHOWN = 5;

  private CheckText() {}

  public static String of(List<CheckReport> reports, Style style) {
    if (reports.isEmpty()) {
      return "nothing is pending";
    }
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> report(report, style, text));
    return text.toString().stripTrailing();
  }

  private static void report(CheckReport report, Style style, StringBuilder text) {
    text.append(style.bold("V" + report.version() + "  " + report.description()))
        .append(
            String.format(Locale.ROOT, "  (%,d statements that run now)%n", report.statements()));
    report
        .missing()
        .forEach(
            (object, reason) ->
                text.append("the scratch copy is without ")
                    .append(object)
                    .append(" (")
                    .append(reason)
                    .append("): what uses it cannot be told\n"));
    for (Phase phase : List.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.CONTRACT)) {
      phase(phase, report, style, text);
    }
    unknown(report, style, text);
    text.append('\n');
  }

  private static void phase(Phase phase, CheckReport report, Style style, StringBuilder text) {
    List<Impact> impacts =
        report.impacts().stream()
            .filter(impact -> impact.phase() == phase && impact.effect() != Effect.UNKNOWN)
            .toList();
    text.append('\n').append(style.bold(phase.name()));
    if (impacts.isEmpty()) {
      text.append("  ").append(style.green("no statement notices")).append('\n');
      return;
    }
    text.append(phase == Phase.CONTRACT ? "  its gate waits until these are gone\n" : "\n");
    impacts.forEach(impact -> impact(impact, style, text));
  }

  private static void impact(Impact impact, Style style, StringBuilder text) {
    String effect = impact.effect().words();
    text.append("  ")
        .append(impact.isInWindow() ? style.red(effect) : style.yellow(effect))
        .append("  ")
        .append(shortened(impact.statement()))
        .append("\n      ")
        .append(impact.reason())
        .append('\n');
    if (impact.statement().calls() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "      called %s by %s%n",
              times(impact.statement().calls()),
              impact.statement().who()));
    }
  }

  private static String times(long calls) {
    return calls == 1 ? "once" : String.format(Locale.ROOT, "%,d times", calls);
  }

  private static void unknown(CheckReport report, Style style, StringBuilder text) {
    List<Impact> unknown =
        report.impacts().stream().filter(impact -> impact.effect() == Effect.UNKNOWN).toList();
    if (unknown.isEmpty()) {
      return;
    }
    text.append('\n')
        .append(style.yellow("cannot be told"))
        .append(String.format(Locale.ROOT, " of %,d statements%n", unknown.size()));
    unknown.stream()
        .limit(UNKNOWN_SHOWN)
        .forEach(
            impact ->
                text.append("  ")
                    .append(shortened(impact.statement()))
                    .append("\n      ")
                    .append(impact.reason())
                    .append('\n'));
    if (unknown.size() > UNKNOWN_SHOWN) {
      text.append("  … all of them with --output json\n");
    }
  }

  private static String shortened(LiveStatement statement) {
    return OneLine.of(statement.text().words(), STATEMENT_SHOWN, "…");
  }
}
