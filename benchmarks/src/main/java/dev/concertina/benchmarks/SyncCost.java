package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.SyncState;
import dev.concertina.benchmarks.bulk.Write;
import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import dev.concertina.benchmarks.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What an application pays for the sync with each row that it writes. */
@Command(name = "sync-cost", description = "What a row costs a writer with and without the sync.")
final class SyncCost implements Benchmark {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double OTHER_COLUMN_AT_MOST = 1.25;
  private static final double SYNCED_COLUMN_AT_MOST = 1.5;

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description = "Rows in each statement; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  private final Map<SyncState, Map<Write, List<Double>>> micros = new EnumMap<>(SyncState.class);

  @Override
  public Findings measure(Lab lab) throws SQLException {
    Map<SyncState, Database> databases = new EnumMap<>(SyncState.class);
    try {
      for (SyncState state : SyncState.values()) {
        lab.say("preparing: " + state);
        databases.put(state, prepared(lab, state));
      }
      for (int round = 0; round < rounds; round++) {
        lab.say("round " + (round + 1) + " of " + rounds);
        for (Map.Entry<SyncState, Database> entry : databases.entrySet()) {
          writeAll(entry.getKey(), entry.getValue(), round);
        }
      }
    } finally {
      for (Database database : databases.values()) {
        database.close();
      }
    }
    return new Findings(
        new TreeMap<>(Map.of("rows", rows, "rounds", rounds)),
        List.of(table()),
        figures(),
        List.of(
            "one statement of that many rows of its own in each round, full pages, key + 1 index;"
                + " the rows are as wide without the trigger, but for those that INSERT makes",
            "an application's own statement has its round trip and its commit beside these costs"));
  }

  private Database prepared(Lab lab, SyncState state) throws SQLException {
    Database database = lab.server().database();
    try (Connection connection = database.connect("load")) {
      new Accounts(rows * rounds * Write.values().length, 0).load(connection);
    }
    state.reach(database);
    return database;
  }

  private void writeAll(SyncState state, Database database, int round) throws SQLException {
    try (Connection connection = database.connect("writer")) {
      for (Write write : Write.values()) {
        Write.Range keys = keys(write, round);
        long began = System.nanoTime();
        write.write(connection, keys);
        micros
            .computeIfAbsent(state, s -> new EnumMap<>(Write.class))
            .computeIfAbsent(write, w -> new ArrayList<>())
            .add((System.nanoTime() - began) / NANOS_PER_MICRO / rows);
      }
    }
  }

  /** No two statements write the same rows. */
  private Write.Range keys(Write write, int round) {
    List<Write> kinds = List.of(Write.values());
    int first = write == Write.INSERT ? rounds : 0;
    long slice = (long) (first + round) * kinds.size() + kinds.indexOf(write);
    return new Write.Range(slice * rows + 1, (slice + 1) * rows);
  }

  private double median(SyncState state, Write write) {
    return Median.of(
        micros.getOrDefault(state, Map.of()).getOrDefault(write, List.of()), Double::doubleValue);
  }

  private Table table() {
    List<Row> all = new ArrayList<>();
    for (SyncState state : SyncState.values()) {
      all.add(
          new Row(
              List.of(state.toString()),
              Arrays.stream(Write.values()).map(write -> median(state, write)).toList()));
    }
    return new Table(
        "Microseconds a row",
        List.of("sync"),
        Arrays.stream(Write.values()).map(write -> new Column(write.toString(), 2)).toList(),
        all);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (SyncState state : SyncState.values()) {
      for (Write write : Write.values()) {
        if (state != SyncState.NONE) {
          figures.add(figure(state, write, median(state, write) / median(SyncState.NONE, write)));
        }
      }
    }
    return figures;
  }

  private static Figure figure(SyncState state, Write write, double ratio) {
    String name = write + " against none, " + state;
    if (!state.isPromised() || write == Write.INSERT) {
      return Figure.plain(name, ratio, "×");
    }
    return Figure.atMost(
        name,
        ratio,
        "×",
        write == Write.OTHER_COLUMN ? OTHER_COLUMN_AT_MOST : SYNCED_COLUMN_AT_MOST);
  }
}
