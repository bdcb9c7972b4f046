package dev.concertina.story.race;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what each version reads with what the writers' logs say. */
final class Judge {

  private final Scenario scenario;
  private final TestDatabase database;

  Judge(Scenario scenario, TestDatabase database) {
    this.scenario = scenario;
    this.database = database;
  }

  /** A row as one version reads it. */
  private record Seen(
      @Nullable String word, int other, @Nullable String tag, int region, int touched) {}

  /**
   * What is wrong with the rows of a writer that stands still.
   *
   * @param settled whether MIGRATE is done
   */
  List<String> faults(Writer writer, Side side, boolean settled) throws SQLException {
    Map<Long, Seen> found = read(writer.keys(), side);
    Map<Long, Row> expected = writer.estate().rows;
    List<String> faults = new ArrayList<>();
    TreeSet<Long> keys = new TreeSet<>(found.keySet());
    keys.addAll(expected.keySet());
    for (long key : keys) {
      Row row = expected.get(key);
      Seen seen = found.get(key);
      if (row == null || seen == null || !agrees(row, seen, side, settled)) {
        faults.add(
            "key %d, %s side: expected %s, found %s; last:\n    %s"
                .formatted(
                    key, side, row, seen, String.join("\n    ", writer.chronicle().about(key))));
      } else if (Words.UNKNOWN.equals(row.words().of(side))) {
        expected.put(key, row.withWords(new Words(row.words().old(), seen.word())));
      }
    }
    return faults;
  }

  /** The new shape is gone: what the old version reads is all that is left of a row. */
  void forgetNewShape(Writer writer) throws SQLException {
    Map<Long, Seen> found = read(writer.keys(), Side.OLD);
    writer
        .estate()
        .rows
        .replaceAll(
            (key, row) ->
                found.containsKey(key)
                    ? row.withWords(scenario.law().inserted(Side.OLD, found.get(key).word()))
                    : row);
  }

  /** How many rows have two shapes that disagree, by a query of the test. */
  long mismatches() {
    return Long.parseLong(database.query(scenario.mismatches()).get(0));
  }

  private boolean agrees(Row row, Seen seen, Side side, boolean settled) {
    return (Words.UNKNOWN.equals(row.words().of(side))
            ? seen.word() != null
            : says(row.words(), seen, side, settled))
        && seen.other() == row.other()
        && Objects.equals(seen.tag(), row.tag())
        && seen.region() == row.region()
        && seen.touched() == row.touched();
  }

  /** Until MIGRATE is done, a value may be settled already. */
  private boolean says(Words words, Seen seen, Side side, boolean settled) {
    String wanted = scenario.law().settled(words).of(side);
    return Objects.equals(seen.word(), wanted)
        || (!settled && Objects.equals(seen.word(), words.of(side)));
  }

  private Map<Long, Seen> read(Keys keys, Side side) throws SQLException {
    Shape shape = scenario.shape(side);
    String sql =
        "SELECT id, %s::text, other, %s, region, touched FROM t WHERE %s"
            .formatted(shape.word(), shape.tag(), keys.sql());
    Map<Long, Seen> found = new TreeMap<>();
    try (Connection session = database.connection();
        Statement statement = session.createStatement()) {
      statement.execute("SET search_path = " + shape.searchPath());
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          Seen seen =
              new Seen(
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getString(4),
                  rows.getInt(5),
                  rows.getInt(6));
          if (found.put(rows.getLong(1), seen) != null) {
            throw new SQLException("key " + rows.getLong(1) + " is there twice");
          }
        }
      }
    }
    return found;
  }
}
