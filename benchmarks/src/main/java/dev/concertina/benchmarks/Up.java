package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import dev.concertina.benchmarks.schema.MigrationSet;
import dev.concertina.benchmarks.schema.Subprocess;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concertina up} on an empty database, beside psql with the same files. */
@Command(
    name = "up",
    description = "Many migrations on an empty database: concertina up and psql of the same files.")
final class Up implements Benchmark {

  @Option(names = "--migrations", defaultValue = "200", description = "Files; ${DEFAULT-VALUE}.")
  private int number;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  private record Measured(double psql, double program, double files, double inProcess) {}

  @Override
  public Findings measure(Lab lab) throws SQLException {
    Path directory = temporary();
    MigrationSet set = MigrationSet.write(directory, number);
    List<Measured> all = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      lab.say("round " + round + " of " + rounds);
      all.add(round(lab, set));
    }
    double psql = Median.of(all, Measured::psql);
    double program = Median.of(all, Measured::program);
    return new Findings(
        new TreeMap<>(Map.of("migrations", number, "rounds", rounds)),
        List.of(
            new Table(
                number + " migrations on an empty database",
                List.of("way"),
                List.of(new Column("ms", 0)),
                List.of(
                    Row.of("psql, one process", psql),
                    Row.of("concertina up, one process", program),
                    Row.of("in a program that runs: reading the files",
                        Median.of(all, Measured::files)),
                    Row.of("in a program that runs: carrying them out",
                        Median.of(all, Measured::inProcess))))),
        List.of(
            Figure.atMost("concertina up / psql", program / psql, "×", 1.5),
            Figure.atMost(
                "the same in a program that runs / psql",
                Median.of(all, m -> m.files() + m.inProcess()) / psql,
                "×",
                1.5)),
        List.of("each file is one transaction for psql too; processes include their start"));
  }

  private Measured round(Lab lab, MigrationSet set) throws SQLException {
    double psql;
    double program;
    try (Database database = lab.server().database()) {
      psql = Subprocess.psql(database, set.files());
    }
    try (Database database = lab.server().database()) {
      program = Subprocess.concertina(database, set.directory(), "up");
    }
    try (Database database = lab.server().database()) {
      long start = System.nanoTime();
      List<Migration> migrations =
          new MigrationFiles(new PostgresParser()).read(set.directory());
      long read = System.nanoTime();
      try (Concertina concertina =
          Concertina.connect(database::connect, Settings.defaults(), new Listener() {})) {
        concertina.up(migrations, false);
      }
      return new Measured(
          psql, program, millis(read - start), millis(System.nanoTime() - read));
    }
  }

  private static double millis(long nanos) {
    return Duration.ofNanos(nanos).toNanos() / 1e6;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("concertina-up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
