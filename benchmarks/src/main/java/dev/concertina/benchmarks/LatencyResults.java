package dev.concertina.benchmarks;

import dev.concertina.benchmarks.contest.ByConcertina;
import dev.concertina.benchmarks.load.Phase;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The phases of every round, by change and contestant. */
final class LatencyResults {

  private static final String BEFORE = "before";
  private static final String WARM_UP = "warm-up";
  private static final String OURS = "Concertina";
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double P99_AT_MOST = 1.5;
  private static final double STALL_AT_MOST = 250;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("took s", 2),
          new Column("requests", 0),
          new Column("p50 ms", 2),
          new Column("p99 ms", 2),
          new Column("p99.9 ms", 2),
          new Column("longest ms", 1),
          new Column("p99 against before ×", 2),
          new Column("errors", 0),
          new Column("late client ms", 1));

  private final Map<Key, List<Seen>> phases = new LinkedHashMap<>();
  private final Map<String, Integer> failures = new LinkedHashMap<>();

  private record Key(String title, String contestant, String phase) {
    List<String> labels() {
      return List.of(title, contestant, phase);
    }
  }

  /**
   * One phase of one round; times in milliseconds.
   *
   * @param ratio of its p99 to that of the phase before the change
   */
  private record Seen(
      double seconds,
      long requests,
      double p50,
      double p99,
      double p999,
      double longest,
      double ratio,
      long errors,
      double hiccup) {

    static Seen of(Phase phase, double p99Before) {
      Histogram latency = phase.latency();
      double p99 = latency.getValueAtPercentile(99) / MICROS_PER_MILLI;
      return new Seen(
          phase.seconds(),
          latency.getTotalCount(),
          latency.getValueAtPercentile(50) / MICROS_PER_MILLI,
          p99,
          latency.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
          latency.getMaxValue() / MICROS_PER_MILLI,
          p99 / p99Before,
          phase.errors().values().stream().mapToLong(Long::longValue).sum(),
          phase.longestHiccup() / MICROS_PER_MILLI);
    }
  }

  /** A contestant did not get a change through in one round. */
  void failed(String title, String contestant) {
    if (contestant.equals(OURS)) {
      failures.merge(title, 1, Integer::sum);
    }
  }

  void add(String title, String contestant, List<Phase> round) {
    Optional<Phase> quiet = round.stream().filter(phase -> phase.name().equals(BEFORE)).findFirst();
    if (quiet.isEmpty()) {
      return;
    }
    double before = quiet.get().latency().getValueAtPercentile(99) / MICROS_PER_MILLI;
    for (Phase phase : round) {
      if (!phase.name().equals(WARM_UP)) {
        phases
            .computeIfAbsent(new Key(title, contestant, phase.name()), key -> new ArrayList<>())
            .add(Seen.of(phase, before));
      }
    }
  }

  Table table() {
    List<Row> rows = new ArrayList<>();
    phases.forEach((key, seen) -> rows.add(row(key, seen)));
    return new Table(
        "Latency of the application", List.of("change", "how", "phase"), COLUMNS, rows);
  }

  private static Row row(Key key, List<Seen> rounds) {
    return Row.of(
        key.labels(),
        Median.of(rounds, Seen::seconds),
        rounds.stream().mapToDouble(Seen::requests).sum(),
        Median.of(rounds, Seen::p50),
        Median.of(rounds, Seen::p99),
        Median.of(rounds, Seen::p999),
        longest(rounds),
        Median.of(rounds, Seen::ratio),
        errors(rounds),
        rounds.stream().mapToDouble(Seen::hiccup).max().orElse(0));
  }

  private static double longest(List<Seen> rounds) {
    return rounds.stream().mapToDouble(Seen::longest).max().orElse(0);
  }

  private static double errors(List<Seen> rounds) {
    return rounds.stream().mapToDouble(Seen::errors).sum();
  }

  /** What is promised of Concertina, for each change. */
  List<Figure> figures() {
    Map<String, List<Seen>> byTitle = new LinkedHashMap<>();
    List<Figure> figures = new ArrayList<>();
    phases.forEach(
        (key, seen) -> {
          if (key.contestant().equals(OURS)) {
            byTitle.computeIfAbsent(key.title(), title -> new ArrayList<>()).addAll(seen);
          }
          if (key.contestant().equals(OURS) && key.phase().equals(ByConcertina.BACKFILL_PHASE)) {
            String name = "p99 during MIGRATE against before, " + key.title();
            figures.add(Figure.atMost(name, Median.of(seen, Seen::ratio), "×", P99_AT_MOST));
          }
        });
    byTitle.forEach(
        (title, seen) -> {
          String phases = " in all phases, " + title;
          figures.add(Figure.atMost("longest stall" + phases, longest(seen), "ms", STALL_AT_MOST));
          figures.add(Figure.atMost("errors" + phases, errors(seen), "requests", 0));
          int failed = failures.getOrDefault(title, 0);
          figures.add(Figure.atMost("rounds that did not get through, " + title, failed, "", 0));
        });
    return figures;
  }
}
