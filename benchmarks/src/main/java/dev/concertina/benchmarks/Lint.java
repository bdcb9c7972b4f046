package dev.concertina.benchmarks;

import dev.concertina.benchmarks.lint.Corpus;
import dev.concertina.benchmarks.lint.Launched;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code concertina lint} as a user starts it: one statement, as many files as a large project has,
 * one large file.
 */
@Command(
    name = "lint",
    description = "The time of `concertina lint`, of one statement, many files, a large one.")
final class Lint implements Benchmark {
  private static final int STATEMENTS = 20;

  @Option(names = "--files", defaultValue = "1000", description = "Files; ${DEFAULT-VALUE}.")
  private int files;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Findings measure(Lab lab) {
    try (Corpus corpus = Corpus.write(files, STATEMENTS)) {
      List<Launched> one = new ArrayList<>();
      List<Launched> all = new ArrayList<>();
      List<Launched> large = new ArrayList<>();
      Launched.lint(corpus.first()); // The launcher builds first, if it has to.
      for (int round = 1; round <= rounds; round++) {
        lab.say("round " + round + " of " + rounds);
        one.add(Launched.lint(corpus.first()));
        all.add(Launched.lint(corpus.directory()));
        large.add(Launched.lint(corpus.everything()));
      }
      return findings(one, all, large);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Findings findings(List<Launched> one, List<Launched> all, List<Launched> large) {
    int statements = files * STATEMENTS;
    return new Findings(
        new TreeMap<>(Map.of("files", files, "statements", statements, "rounds", rounds)),
        List.of(
            new Table(
                "concertina lint",
                List.of("what"),
                List.of(
                    new Column("to the first finding s", 2),
                    new Column("to the end s", 2),
                    new Column("of the processors s", 2)),
                List.of(
                    row("one statement", one),
                    row(files + " files", all),
                    row("one file of " + statements + " statements", large)))),
        List.of(
            Figure.atMost(
                "start to the first finding", Median.of(one, Launched::firstLine), "s", 0.6),
            Figure.atMost(statements + " statements", Median.of(all, Launched::wall), "s", 20),
            Figure.atMost("the same in one file", Median.of(large, Launched::wall), "s", 20)),
        List.of("each run is a process of its own, started by the launcher `concertina`"));
  }

  private static Row row(String what, List<Launched> runs) {
    return Row.of(
        what,
        Median.of(runs, Launched::firstLine),
        Median.of(runs, Launched::wall),
        Median.of(runs, Launched::processor));
  }
}
