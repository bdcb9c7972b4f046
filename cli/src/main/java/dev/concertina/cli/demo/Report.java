package dev.concertina.cli.demo;

import dev.concertina.cli.demo.Traffic.Failure;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What the demo found, as one table of at most 100 columns, what an old user would have seen, and a
 * verdict; or all of it as JSON.
 */
record Report(List<Comparison> comparisons) {

  private static final String ROW = "%-24s %8s %11s  %9s %11s  %10s %7s%n";
  private static final String GROUPS = "%-24s %20s  %21s  %18s%n";
  private static final int WIDTH = 100;
  private static final int INDENT = 26;

  Report {
    comparisons = List.copyOf(comparisons);
  }

  /** Every naive deploy was noticed by somebody, and none of Concertina's by anybody. */
  boolean isProof() {
    return !comparisons.isEmpty() && comparisons.stream().allMatch(Comparison::isProof);
  }

  String text(Style style) {
    StringBuilder out = new StringBuilder();
    out.append(GROUPS.formatted("", "failed requests", "longest stall", "rows"));
    out.append(
        style.bold(
            ROW.formatted(
                "change", "naive", "Concertina", "naive", "Concertina", "checked", "wrong")));
    comparisons.forEach(comparison -> out.append(row(comparison)));
    out.append(System.lineSeparator());
    out.append("What the naive deploy did to users of the old version:").append('\n');
    comparisons.forEach(comparison -> suffering(comparison, out));
    comparisons.stream()
        .filter(comparison -> !comparison.concertina().isClean())
        .forEach(comparison -> defects(comparison, out));
    out.append('\n');
    for (String line : Wrapping.wrap(verdict(), WIDTH)) {
      out.append(isProof() ? style.green(line) : style.red(line)).append('\n');
    }
    return out.toString();
  }

  Json json() {
    return new Json()
        .put("proved", isProof())
        .put("verdict", verdict())
        .put("changes", comparisons.stream().map(Report::json).toList());
  }

  private static String row(Comparison comparison) {
    Outcome naive = comparison.naive();
    Outcome concertina = comparison.concertina();
    return ROW.formatted(
        comparison.scenario().title(),
        count(naive.failed()),
        count(concertina.failed()),
        stall(naive.longestStall()),
        stall(concertina.longestStall()),
        count(concertina.rowsChecked()),
        count(concertina.rowsWrong()));
  }

  private static void suffering(Comparison comparison, StringBuilder out) {
    List<String> lines = new ArrayList<>();
    Outcome naive = comparison.naive();
    for (Failure failure : naive.failures()) {
      lines.add(failure.count() + " × " + failure.state() + " " + failure.message());
    }
    if (naive.rowsWrong() > 0) {
      lines.add(count(naive.rowsWrong()) + " values were not what had been stored");
    }
    naive.deployFailures().stream()
        .collect(Collectors.groupingBy(failure -> failure, TreeMap::new, Collectors.counting()))
        .forEach((failure, times) -> lines.add(times + " × no start of the new one: " + failure));
    if (lines.isEmpty()) {
      lines.add("nothing: this experiment proves nothing");
    }
    lines(comparison.scenario().title(), lines, out);
  }

  private static void defects(Comparison comparison, StringBuilder out) {
    Outcome concertina = comparison.concertina();
    List<String> lines = new ArrayList<>(concertina.deployFailures());
    for (Failure failure : concertina.failures()) {
      lines.add(
          "%s application, %s × %s %s"
              .formatted(
                  failure.application(), failure.count(), failure.state(), failure.message()));
    }
    lines.addAll(concertina.wrongSamples());
    out.append("\nDEFECT of Concertina:\n");
    lines(comparison.scenario().title(), lines, out);
  }

  private static void lines(String title, List<String> lines, StringBuilder out) {
    String head = title;
    for (String line : lines) {
      for (String part : Wrapping.wrap(line, WIDTH - INDENT)) {
        out.append("  %-23s %s\n".formatted(head, part));
        head = "";
      }
    }
  }

  private String verdict() {
    List<String> silent = titles(comparison -> comparison.naive().isBroken() ? 0 : 1);
    List<String> unclean = titles(comparison -> comparison.concertina().isClean() ? 0 : 1);
    if (!unclean.isEmpty()) {
      return "FAILED: Concertina did not keep its promise for: " + String.join(", ", unclean) + ".";
    }
    if (!silent.isEmpty()) {
      return "FAILED: the naive deploy broke nothing, so this proves nothing, for: "
          + String.join(", ", silent)
          + ".";
    }
    return "Through Concertina: %s requests, 0 failed; %s rows checked, 0 wrong."
        .formatted(
            count(sum(comparison -> comparison.concertina().requests())),
            count(sum(comparison -> comparison.concertina().rowsChecked())));
  }

  private List<String> titles(ToLongFunction<Comparison> isOne) {
    return comparisons.stream()
        .filter(comparison -> isOne.applyAsLong(comparison) > 0)
        .map(comparison -> comparison.scenario().title())
        .toList();
  }

  private long sum(ToLongFunction<Comparison> value) {
    return comparisons.stream().mapToLong(value).sum();
  }

  private static Json json(Comparison comparison) {
    return new Json()
        .put("change", comparison.scenario().title())
        .put("file", comparison.scenario().file())
        .put("naive", json(comparison.naive()))
        .put("concertina", json(comparison.concertina()));
  }

  private static Json json(Outcome outcome) {
    return new Json()
        .put("deployed", outcome.deployed())
        .put("requests", outcome.requests())
        .put("failed_requests", outcome.failed())
        .put("longest_stall_ms", outcome.longestStall().toMillis())
        .put("rows_checked", outcome.rowsChecked())
        .put("rows_wrong", outcome.rowsWrong())
        .put("wrong_samples", outcome.wrongSamples())
        .put("deploy_failures", outcome.deployFailures())
        .put("errors", outcome.failures().stream().map(Report::json).toList());
  }

  private static Json json(Failure failure) {
    return new Json()
        .put("application", failure.application())
        .put("sqlstate", failure.state())
        .put("message", failure.message())
        .put("count", failure.count());
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String stall(Duration stall) {
    return stall.toMillis() < 1000
        ? stall.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.2f s", stall.toMillis() / 1000.0);
  }
}
