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
import dev.concertina.benchmarks.server.Standby;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How far a standby that is too weak for a backfill at full speed falls behind. */
@Command(
    name = "lag",
    description = "The lag of a weak standby during a backfill with and without --max-lag 1s.")
final class Lag implements Benchmark {

  private static final double LAG_AT_MOST = 2;
  private static final String UNLIMITED = "no limit";
  private static final String LIMITED = "--max-lag 1s";

  @Option(names = "--rows", defaultValue = "1000000", description = "Rows; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--replays",
      defaultValue = "20",
      description = "Share of the time in which the standby may replay, in %%; ${DEFAULT-VALUE}.")
  private int replays;

  /** What one backfill cost and how far the standby was behind. */
  private record Measured(Cost cost, List<Double> lags) {
    double highest() {
      return lags.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  @Override
  public Findings measure(Lab lab) throws SQLException {
    if (lab.isForeign()) {
      throw new IllegalArgumentException("this benchmark starts its own pair of servers: no --url");
    }
    Map<String, Tuning> ways = new LinkedHashMap<>();
    ways.put(UNLIMITED, Tuning.NONE.with("max-lag", "off"));
    ways.put(LIMITED, Tuning.NONE.with("max-lag", "1s"));
    Map<String, List<Measured>> all = new LinkedHashMap<>();
    try (Standby standby = Standby.of(lab.server())) {
      for (int round = 1; round <= rounds; round++) {
        for (Map.Entry<String, Tuning> way : ways.entrySet()) {
          lab.say("round " + round + " of " + rounds + ": " + way.getKey());
          all.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
              .add(run(lab, standby, way.getValue()));
        }
      }
    }
    return findings(all);
  }

  private Measured run(Lab lab, Standby standby, Tuning tuning) throws SQLException {
    Followed followed = new Followed(new Backfill(tuning), lab.server(), standby, replays);
    Cost cost = Trial.of(lab, new Accounts(rows, 0), followed);
    return new Measured(cost, followed.lags());
  }

  private Findings findings(Map<String, List<Measured>> all) {
    List<Measured> limited = all.getOrDefault(LIMITED, List.of());
    List<Measured> unlimited = all.getOrDefault(UNLIMITED, List.of());
    List<Row> costs = new ArrayList<>();
    List<Row> lags = new ArrayList<>();
    all.forEach(
        (way, measured) -> {
          costs.add(CostTable.row(way, measured.stream().map(Measured::cost).toList()));
          lags.add(
              Row.of(
                  way,
                  Median.of(measured, Measured::highest),
                  measured.stream().mapToDouble(Measured::highest).max().orElse(0),
                  Median.of(measured, one -> Median.of(one.lags(), Double::doubleValue)),
                  measured.stream().mapToDouble(one -> one.lags().size()).sum()));
        });
    return new Findings(
        new TreeMap<>(Map.of("rows", rows, "rounds", rounds, "standby replays %", replays)),
        List.of(
            new Table(
                "Lag of the standby",
                List.of("how"),
                List.of(
                    new Column("highest s, median of rounds", 2),
                    new Column("highest s of all", 2),
                    new Column("median s", 2),
                    new Column("samples", 0)),
                lags),
            CostTable.of("The backfill", costs)),
        figures(limited, unlimited),
        List.of(
            "a standby on the same machine, whose replaying process is stopped and continued 10"
                + " times a second; its lag is sampled every 50 ms, from the first statement of"
                + " EXPAND until all of MIGRATE is replayed, with a clock of this program: how long"
                + " ago was the log on the primary's disk that the standby has yet to replay"));
  }

  private static List<Figure> figures(List<Measured> limited, List<Measured> unlimited) {
    return List.of(
        Figure.atMost(
            "highest lag with " + LIMITED + " of all rounds",
            limited.stream().mapToDouble(Measured::highest).max().orElseThrow(),
            "s",
            LAG_AT_MOST),
        Figure.atLeast(
            "highest lag without a limit, median of rounds (or the standby was not weak enough)",
            Median.of(unlimited, Measured::highest),
            "s",
            LAG_AT_MOST));
  }
}
