package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.Backfill;
import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.bulk.Tuning;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The backfill of a table that is many times as large: it must be as fast and as modest. */
@Command(
    name = "size",
    description = "The backfill of a small and of a large table: rows/s and the client's memory.")
final class Size implements Benchmark {

  @Option(names = "--rows", defaultValue = "1000000", description = "Rows; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--times", defaultValue = "10", description = "Larger; ${DEFAULT-VALUE}.")
  private int times;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  /** What one size was measured to be. */
  private record Measured(Cost cost, double heap, double grown, double peak) {}

  @Override
  public Findings measure(Lab lab) throws SQLException {
    lab.server().recycleLog(rows * times);
    List<Measured> small = new ArrayList<>();
    List<Measured> large = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      lab.say("round " + round + " of " + rounds);
      small.add(run(lab, rows));
      large.add(run(lab, rows * times));
    }
    return new Findings(
        new TreeMap<>(Map.of("rows", rows, "times", times, "rounds", rounds)),
        List.of(
            CostTable.of(
                "The backfill by the size of the table, key + 1 index",
                List.of(cost(rows, small), cost(rows * times, large))),
            new Table(
                "The client's memory",
                List.of("rows"),
                List.of(
                    new Column("heap after GC MB", 1),
                    new Column("of it since the first batch MB", 2),
                    new Column("peak RSS MB", 1)),
                List.of(memory(rows, small), memory(rows * times, large)))),
        List.of(
            Figure.atLeast(
                "rows/s at " + times + "× the rows",
                Median.of(large, m -> m.cost().rowsPerSecond())
                    / Median.of(small, m -> m.cost().rowsPerSecond()),
                "×",
                0.9),
            Figure.plain(
                "client's heap grown during the walk, " + times + "× the rows",
                Median.of(large, Measured::grown),
                "MB"),
            Figure.plain(
                "client's peak RSS at " + times + "× the rows",
                Median.of(large, Measured::peak) / Median.of(small, Measured::peak),
                "×")),
        List.of(
            "the client is this program; its heap is read after a collection at the first batch, at"
                + " 50 % and 90 % of the walk, the time of which does not count; the peak RSS is"
                + " reset before each MIGRATE; each SQL parser that it keeps ready holds 35 MB"));
  }

  private static Measured run(Lab lab, long rows) throws SQLException {
    ClientMemory memory = new ClientMemory();
    memory.begin();
    Cost cost = Trial.of(lab, new Accounts(rows, 0), new Backfill(Tuning.NONE, memory));
    return new Measured(
        cost, memory.heapMegabytes(), memory.grownMegabytes(), ClientMemory.peakMegabytes());
  }

  private static Row cost(long rows, List<Measured> all) {
    return CostTable.row("%,d rows".formatted(rows), all.stream().map(Measured::cost).toList());
  }

  private static Row memory(long rows, List<Measured> all) {
    return Row.of(
        "%,d".formatted(rows),
        Median.of(all, Measured::heap),
        Median.of(all, Measured::grown),
        Median.of(all, Measured::peak));
  }
}
