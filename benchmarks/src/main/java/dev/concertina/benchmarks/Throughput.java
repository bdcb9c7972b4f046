package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.Backfill;
import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.bulk.Filling;
import dev.concertina.benchmarks.bulk.OneUpdate;
import dev.concertina.benchmarks.bulk.TouchedRows;
import dev.concertina.benchmarks.bulk.Tuning;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The backfill against one UPDATE of the same rows: rows a second, write-ahead log, bloat. */
@Command(
    name = "throughput",
    description = "The backfill against one UPDATE of the same rows: rows/s, WAL, bloat.")
final class Throughput implements Benchmark {

  private static final int MORE_INDEXES = 3;

  @Option(names = "--rows", defaultValue = "1000000", description = "Rows; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Findings measure(Lab lab) throws SQLException {
    lab.server().recycleLog(rows);
    Backfill backfill = new Backfill(Tuning.NONE);
    Race few =
        new Race(new Accounts(rows, 0), List.of(new OneUpdate(), backfill, new TouchedRows()));
    Race many =
        new Race(
            new Accounts(rows, MORE_INDEXES),
            List.of(new OneUpdate(), new Backfill(Tuning.NONE), new TouchedRows()));
    for (int round = 1; round <= rounds; round++) {
      few.round(lab, round, rounds);
      many.round(lab, round, rounds);
    }
    return new Findings(
        parameters(),
        List.of(few.table(), many.table(), steps(backfill)),
        List.of(
            Figure.atLeast(
                "rows/s against one UPDATE, " + few.accounts.indexes(), few.speedUp(), "×", 1.3),
            Figure.atLeast(
                "rows/s against one UPDATE, " + many.accounts.indexes(), many.speedUp(), "×", 1.6),
            Figure.atMost(
                "WAL against one UPDATE, " + few.accounts.indexes(), few.walRatio(), "×", 0.7),
            Figure.atMost(
                "WAL against one UPDATE, " + many.accounts.indexes(), many.walRatio(), "×", 0.7),
            Figure.atMost("heap growth, " + few.accounts.indexes(), few.heapGrowth(), "%", 30),
            Figure.atMost("heap growth, " + many.accounts.indexes(), many.heapGrowth(), "%", 30)),
        List.of(
            "medians of "
                + rounds
                + " rounds; in each round every method once, on a table loaded anew"
                + " in a database of its own, after VACUUM (ANALYZE) and CHECKPOINT",
            "Concertina's time is its backfill step with the sync trigger in place; the whole is"
                + " MIGRATE with the comparison of all rows and the turn to two-way sync",
            "rows touched by key: 1000 a batch, in a loop in the server"));
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("rounds", rounds);
    return parameters;
  }

  private Table steps(Backfill backfill) {
    Map<String, List<Double>> byTitle = new LinkedHashMap<>();
    for (Backfill.StepTime step : backfill.steps()) {
      byTitle.computeIfAbsent(step.title(), title -> new ArrayList<>()).add(step.seconds());
    }
    return new Table(
        "Where MIGRATE's time goes, key + 1 index",
        List.of("step"),
        List.of(new Column("s", 3)),
        byTitle.entrySet().stream()
            .map(e -> Row.of(e.getKey(), Median.of(e.getValue(), Double::doubleValue)))
            .toList());
  }

  /** Several ways to fill one kind of table. */
  private static final class Race {

    private final Accounts accounts;
    private final List<Filling> ways;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    Race(Accounts accounts, List<Filling> ways) {
      this.accounts = accounts;
      this.ways = ways;
    }

    void round(Lab lab, int round, int rounds) throws SQLException {
      for (Filling way : ways) {
        lab.say("round " + round + " of " + rounds + ", " + accounts.indexes() + ": " + way.name());
        costs
            .computeIfAbsent(way.name(), name -> new ArrayList<>())
            .add(Trial.of(lab, accounts, way));
      }
    }

    double speedUp() {
      return Median.of(of(1), Cost::rowsPerSecond) / Median.of(of(0), Cost::rowsPerSecond);
    }

    double walRatio() {
      return Median.of(of(1), Cost::wal) / Median.of(of(0), Cost::wal);
    }

    double heapGrowth() {
      return Median.of(of(1), Cost::heapGrowth);
    }

    private List<Cost> of(int way) {
      return costs.getOrDefault(ways.get(way).name(), List.of());
    }

    Table table() {
      List<Row> rows = new ArrayList<>();
      costs.forEach((name, all) -> rows.add(CostTable.row(name, all)));
      return CostTable.of("Filling a column, " + accounts.indexes(), rows);
    }
  }
}
