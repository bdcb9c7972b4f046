package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.Backfill;
import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.bulk.Tuning;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The backfill with more than one session. */
@Command(name = "workers", description = "The backfill with 1, 2 and 4 workers.")
final class Workers implements Benchmark {

  @Option(names = "--rows", defaultValue = "1000000", description = "Rows; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--workers",
      defaultValue = "1,2,4",
      split = ",",
      description = "How many, the first to compare with; ${DEFAULT-VALUE}.")
  private List<Integer> workers = List.of();

  @Override
  public Findings measure(Lab lab) throws SQLException {
    lab.server().recycleLog(rows);
    SortedMap<Integer, List<Cost>> costs = new TreeMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (int number : workers) {
        Tuning tuning = Tuning.NONE.with("workers", String.valueOf(number));
        lab.say("round " + round + " of " + rounds + ", workers: " + number);
        costs
            .computeIfAbsent(number, n -> new ArrayList<>())
            .add(Trial.of(lab, new Accounts(rows, 0), new Backfill(tuning)));
      }
    }
    return new Findings(
        new TreeMap<>(Map.of("rows", rows, "rounds", rounds, "workers", workers.toString())),
        List.of(
            CostTable.of("The backfill by the number of its workers, key + 1 index", rows(costs))),
        figures(costs),
        List.of(
            "busy cores are the machine's: where they are all busy with one worker, another one has"
                + " nothing to work with"));
  }

  private static List<Row> rows(SortedMap<Integer, List<Cost>> costs) {
    return costs.entrySet().stream()
        .map(
            e ->
                CostTable.row(
                    e.getKey() + (e.getKey() == 1 ? " worker" : " workers"), e.getValue()))
        .toList();
  }

  private List<Figure> figures(SortedMap<Integer, List<Cost>> costs) {
    int base = workers.get(0);
    List<Figure> figures = new ArrayList<>();
    costs.forEach(
        (number, all) -> {
          if (number == base) {
            figures.add(
                Figure.plain(
                    "rows/s with workers: " + base, Median.of(all, Cost::rowsPerSecond), "rows/s"));
          } else {
            String name = "rows/s with " + number + " workers against " + base;
            double ratio =
                Median.of(all, Cost::rowsPerSecond)
                    / Median.of(costs.getOrDefault(base, List.of()), Cost::rowsPerSecond);
            figures.add(
                number == 2 && base == 1
                    ? Figure.atLeast(name, ratio, "×", 1)
                    : Figure.plain(name, ratio, "×"));
          }
        });
    return figures;
  }
}
