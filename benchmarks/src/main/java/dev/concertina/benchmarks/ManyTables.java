package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plan and EXPAND of a change of metadata, in a small and in a large database. */
@Command(
    name = "many-tables",
    description = "Plan and expand of a metadata-only change by the number of other tables.")
final class ManyTables implements Benchmark {

  @Option(names = "--tables", defaultValue = "1000", description = "Tables; ${DEFAULT-VALUE}.")
  private int tables;

  @Option(names = "--columns", defaultValue = "10", description = "Of each; ${DEFAULT-VALUE}.")
  private int columns;

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  /** Milliseconds; the first migration of a database also makes the journal. */
  private record Measured(double plan, double expand) {

    double both() {
      return plan + expand;
    }
  }

  @Override
  public Findings measure(Lab lab) throws SQLException {
    List<Measured> few = measure(lab, 1);
    List<Measured> many = measure(lab, tables);
    return new Findings(
        new TreeMap<>(Map.of("tables", tables, "columns", columns, "rounds", rounds)),
        List.of(
            new Table(
                "ADD COLUMN with a constant default",
                List.of("tables"),
                List.of(new Column("plan ms", 0), new Column("expand ms", 0)),
                List.of(row("1", few), row("%,d".formatted(tables), many)))),
        List.of(
            Figure.atMost(
                "plan and expand with " + tables + " tables",
                Median.of(many, Measured::both),
                "ms",
                300),
            Figure.plain(
                "the same, by that with 1 table",
                Median.of(many, Measured::both) / Median.of(few, Measured::both),
                "×")),
        List.of("in a program that runs; each plan and each phase opens its own sessions"));
  }

  private List<Measured> measure(Lab lab, int number) throws SQLException {
    lab.say(number + " tables");
    List<Measured> all = new ArrayList<>();
    try (Database database = lab.server().database()) {
      try (Connection connection = database.connect("load")) {
        Queries.run(connection, load(number));
      }
      try (Concertina concertina =
          Concertina.connect(database::connect, Settings.defaults(), new Listener() {})) {
        for (int round = 0; round <= rounds; round++) {
          Measured measured = round(concertina, round);
          if (round > 0) {
            all.add(measured);
          }
        }
      }
    }
    return all;
  }

  private static Measured round(Concertina concertina, int round) {
    Migration migration =
        new MigrationText(new PostgresParser())
            .of(
                "V" + (round + 1) + "__x",
                "V" + (round + 1) + "__x.sql",
                "ALTER TABLE item_1 ADD COLUMN added_" + round + " int DEFAULT 1;");
    long start = System.nanoTime();
    concertina.plan(migration);
    long planned = System.nanoTime();
    concertina.expand(migration);
    long expanded = System.nanoTime();
    concertina.migrate(migration.version());
    return new Measured((planned - start) / 1e6, (expanded - planned) / 1e6);
  }

  private Sql load(int number) {
    return Sql.of(
        """
        DO $$ BEGIN
          FOR i IN 1..{} LOOP
            EXECUTE (SELECT format('CREATE TABLE item_%s (id bigint PRIMARY KEY, %s)', i,
                       string_agg(format('c%s text', c), ', '))
                     FROM generate_series(2, {}) c);
          END LOOP;
        END $$""",
        Sql.number(number),
        Sql.number(columns));
  }

  private static Row row(String label, List<Measured> all) {
    return Row.of(label, Median.of(all, Measured::plan), Median.of(all, Measured::expand));
  }
}
