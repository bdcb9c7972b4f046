package dev.concertina.benchmarks;

import dev.concertina.benchmarks.contest.ByConcertina;
import dev.concertina.benchmarks.contest.NoMigration;
import dev.concertina.benchmarks.contest.Stage;
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
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The phases of every round, by change and contestant. */
final class LatencyResults {

  private static final String BEFORE = Stage.BEFORE;
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
          new Column("on time p99 ms", 2),
          new Column("on time longest ms", 1),
          new Column("late client ms", 1),
          new Column("GC ms", 0));

  /** With fewer a p99 is one of the slowest few requests: it is told, but not judged. */
  private static final int ENOUGH = 1_000;

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
   * @param onTimeP99 without what this program was late to start
   * @param hiccup how late a thread of this program woke up at worst
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
      double onTimeP99,
      double onTimeLongest,
      double hiccup,
      double collection) {

    static Seen of(Phase phase, double p99Before) {
      Histogram latency = phase.latency();
      Histogram onTime = phase.withoutLateClient();
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
          onTime.getValueAtPercentile(99) / MICROS_PER_MILLI,
          onTime.getMaxValue() / MICROS_PER_MILLI,
          phase.longestHiccup() / MICROS_PER_MILLI,
          phase.longestCollection());
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
        max(rounds, Seen::longest),
        Median.of(rounds, Seen::ratio),
        errors(rounds),
        Median.of(rounds, Seen::onTimeP99),
        max(rounds, Seen::onTimeLongest),
        max(rounds, Seen::hiccup),
        max(rounds, Seen::collection));
  }

  private static double max(List<Seen> rounds, ToDoubleFunction<Seen> aspect) {
    return rounds.stream().mapToDouble(aspect).max().orElse(0);
  }

  private static double errors(List<Seen> rounds) {
    return rounds.stream().mapToDouble(Seen::errors).sum();
  }

  /** What is promised of Concertina, for each change, and what the machine does by itself. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String title : phases.keySet().stream().map(Key::title).distinct().toList()) {
      List<Seen> migrate = seen(title, OURS, ByConcertina.BACKFILL_PHASE::equals);
      if (!migrate.isEmpty()) {
        figures.add(p99(title, migrate));
      }
      List<Seen> ours = seen(title, OURS, phase -> !phase.equals(BEFORE));
      String where = " in all phases, " + title;
      figures.add(
          Figure.atMost("longest stall" + where, max(ours, Seen::longest), "ms", STALL_AT_MOST));
      figures.add(Figure.atMost("errors" + where, errors(ours), "requests", 0));
      int failed = failures.getOrDefault(title, 0);
      figures.add(Figure.atMost("rounds that did not get through, " + title, failed, "", 0));
    }
    quiet(figures);
    return figures;
  }

  private static Figure p99(String title, List<Seen> migrate) {
    String name = "p99 during MIGRATE against before, " + title;
    double ratio = Median.of(migrate, Seen::ratio);
    double fewest = migrate.stream().mapToDouble(Seen::requests).min().orElse(0);
    return fewest < ENOUGH
        ? Figure.plain(name + " (too short to judge)", ratio, "×")
        : Figure.atMost(name, ratio, "×", P99_AT_MOST);
  }

  /** A machine on which nothing happens and the p99 grows is not quiet enough to judge anybody. */
  private void quiet(List<Figure> figures) {
    List<Seen> nothing = new ArrayList<>();
    phases.forEach(
        (key, seen) -> {
          if (key.contestant().equals(NoMigration.NAME) && !key.phase().equals(BEFORE)) {
            nothing.addAll(seen);
          }
        });
    if (!nothing.isEmpty()) {
      figures.add(
          Figure.plain(
              "p99 against before with no migration, worst", max(nothing, Seen::ratio), "×"));
      figures.add(
          Figure.plain("longest stall with no migration", max(nothing, Seen::longest), "ms"));
    }
  }

  private List<Seen> seen(String title, String contestant, Predicate<String> phase) {
    List<Seen> found = new ArrayList<>();
    phases.forEach(
        (key, seen) -> {
          if (key.title().equals(title)
              && key.contestant().equals(contestant)
              && phase.test(key.phase())) {
            found.addAll(seen);
          }
        });
    return found;
  }
}
