package dev.concertina.story.race;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What writers do: each runs statements and says what they mean for the rows of the writer. */
enum Operation {
  INSERT(
      turn -> {
        long key = turn.newKey();
        String value = turn.value();
        int region = turn.region(key);
        turn.run("INSERT INTO t (id, $w, region) VALUES (?, $v, ?)", key, value, region);
        turn.inserted(key, value, region);
      }),
  UPDATE_WORD(
      onRow(
          (turn, key) -> {
            String value = turn.value();
            turn.run("UPDATE t SET $w = $v WHERE id = ?", value, key);
            turn.updated(key, value);
          })),
  UPDATE_OTHER(
      onRow(
          (turn, key) -> {
            turn.run("UPDATE t SET other = other + 1 WHERE id = ?", key);
            turn.touched(key);
            turn.estate.change(key, row -> row.withOther(row.other() + 1));
          })),
  UPDATE_BOTH(
      onRow(
          (turn, key) -> {
            String value = turn.value();
            turn.run("UPDATE t SET other = 7, $w = $v WHERE id = ?", value, key);
            turn.updated(key, value);
            turn.estate.change(key, row -> row.withOther(7));
          })),
  UPDATE_TO_ITSELF(
      onRow(
          (turn, key) -> {
            turn.run("UPDATE t SET $w = $w WHERE id = ?", key);
            turn.touched(key);
          })),
  UPDATE_MANY(
      onRow(
          (turn, key) -> {
            String value = turn.value();
            List<Long> keys =
                turn.estate.rows.tailMap(key).keySet().stream()
                    .limit(1L + turn.random.nextInt(20))
                    .toList();
            turn.run("UPDATE t SET $w = $v WHERE id = ANY (?)", value, keys.toArray(new Long[0]));
            keys.forEach(each -> turn.updated(each, value));
          })),
  DELETE(
      onRow(
          (turn, key) -> {
            turn.run("DELETE FROM t WHERE id = ? AND $w IS NOT DISTINCT FROM $w", key);
            turn.estate.rows.remove(key);
          })),
  UPSERT(turn -> upsert(turn, anyKey(turn))),
  INSERT_OR_NOTHING(
      turn -> {
        long key = anyKey(turn);
        String value = turn.value();
        int region = turn.region(key);
        turn.run(
            "INSERT INTO t (id, $w, region) VALUES (?, $v, ?) ON CONFLICT ($k) DO NOTHING",
            key,
            value,
            region);
        if (!turn.estate.rows.containsKey(key)) {
          turn.inserted(key, value, region);
        }
      }),
  MOVE_KEY(
      onRow(
          (turn, key) -> {
            long to = turn.newKey();
            turn.run("UPDATE t SET id = ? WHERE id = ?", to, key);
            turn.touched(key);
            moveRow(turn, key, to);
          })),
  MOVE_BETWEEN_PARTITIONS(
      onRow(
          (turn, key) -> {
            int to = (turn.region(key) + 1) % Scenario.REGIONS;
            turn.run("UPDATE t SET region = ? WHERE id = ?", to, key);
            turn.touched(key);
            turn.estate.change(key, row -> row.withRegion(to));
          })),
  MOVE_BETWEEN_PARTITIONS_WITH_WORD(
      onRow(
          (turn, key) -> {
            int to = (turn.region(key) + 1) % Scenario.REGIONS;
            String value = turn.value();
            turn.run("UPDATE t SET region = ?, $w = $v WHERE id = ?", to, value, key);
            turn.updated(key, value);
            turn.estate.change(key, row -> row.withRegion(to));
          })),
  DELETE_AND_REINSERT(
      onRow(
          (turn, key) -> {
            String value = turn.value();
            int region = turn.region(key);
            turn.run("DELETE FROM t WHERE id = ?", key);
            turn.run("INSERT INTO t (id, $w, region) VALUES (?, $v, ?)", key, value, region);
            turn.inserted(key, value, region);
          })),
  PUT_BACK_NAMED_COLUMNS(
      onRow(
          (turn, key) -> {
            turn.run(
                "WITH gone AS (DELETE FROM t WHERE id = ? RETURNING id, $w, region, other, $g)"
                    + " INSERT INTO t (id, $w, region, other, $g) SELECT * FROM gone",
                key);
            putBack(turn, key);
          })),
  PUT_BACK_ALL_COLUMNS(
      onRow(
          (turn, key) -> {
            turn.run(
                "WITH gone AS (DELETE FROM t WHERE id = ? RETURNING *)"
                    + " INSERT INTO t SELECT * FROM gone",
                key);
            if (turn.shape.view()) {
              int touched = touches(turn, key);
              putBack(turn, key);
              turn.estate.change(
                  key, row -> new Row(row.words(), row.other(), row.tag(), row.region(), touched));
            } else {
              Law law = turn.isInStep() ? turn.law() : Law.SAME;
              turn.estate.change(key, row -> row.withWords(law.putBack(row.words())));
            }
          })),
  COPY_IN(Operation::copy),
  MERGE(Operation::merge),
  BY_ANOTHER_TRIGGER(
      onRow(
          (turn, key) -> {
            String value = turn.value();
            turn.run("INSERT INTO " + Scenario.feedOf(turn.side) + " VALUES (?, ?)", key, value);
            turn.updated(key, value);
          })),
  TAG(
      onRow(
          (turn, key) -> {
            String code = turn.estate.anyCode(turn.random);
            turn.run("UPDATE t SET $g = ? WHERE id = ?", code, key);
            turn.touched(key);
            turn.estate.change(key, row -> row.withTag(code));
          })),
  RENAME_TAG(
      turn -> {
        String code = turn.estate.anyCode(turn.random);
        String to = code.endsWith("x") ? code.substring(0, code.length() - 1) : code + "x";
        turn.run("UPDATE tags SET code = ? WHERE code = ?", to, code);
        turn.estate.codes.remove(code);
        turn.estate.codes.add(to);
        retag(turn, code, to);
      }),
  DELETE_TAG(
      turn -> {
        String code = turn.estate.anyCode(turn.random);
        turn.run("DELETE FROM tags WHERE code = ?", code);
        retag(turn, code, null);
        turn.run("INSERT INTO tags VALUES (?)", code);
      }),
  FAIL(
      onRow(
          (turn, key) -> {
            var before = turn.session().setSavepoint();
            try {
              turn.run(
                  "INSERT INTO t (id, $w, region) VALUES (?, $v, ?)",
                  key,
                  turn.shape.value(turn.random),
                  turn.region(key));
              throw new SQLException("the key " + key + " was expected to be there", "XX000");
            } catch (SQLException e) {
              if (!"23505".equals(e.getSQLState())) {
                throw e;
              }
              turn.session().rollback(before);
            }
          }));

  /** Operations that are harmless for a key on which everybody writes. */
  static final List<Operation> ON_CONTENDED =
      List.of(
          UPDATE_WORD,
          UPDATE_OTHER,
          UPDATE_BOTH,
          UPDATE_TO_ITSELF,
          UPSERT,
          INSERT_OR_NOTHING,
          DELETE,
          BY_ANOTHER_TRIGGER);

  @FunctionalInterface
  private interface Act {
    void on(Turn turn) throws SQLException;
  }

  @FunctionalInterface
  private interface ActOnRow {
    void on(Turn turn, long key) throws SQLException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // a function without a state
  private final Act act;

  Operation(Act act) {
    this.act = act;
  }

  void run(Turn turn) throws SQLException {
    act.on(turn);
  }

  private static Act onRow(ActOnRow act) {
    return turn -> {
      Optional<Long> key = turn.someKey();
      if (key.isPresent()) {
        act.on(turn, key.get());
      }
    };
  }

  private static long anyKey(Turn turn) {
    Optional<Long> key = turn.random.nextBoolean() ? turn.someKey() : Optional.empty();
    return key.orElseGet(turn::newKey);
  }

  private static void upsert(Turn turn, long key) throws SQLException {
    String value = turn.value();
    int region = turn.region(key);
    turn.run(
        "INSERT INTO t (id, $w, region) VALUES (?, $v, ?)"
            + " ON CONFLICT ($k) DO UPDATE SET $w = EXCLUDED.$w",
        key,
        value,
        region);
    if (turn.estate.rows.containsKey(key)) {
      turn.updated(key, value);
    } else {
      turn.inserted(key, value, region);
    }
  }

  private static void moveRow(Turn turn, long from, long to) {
    Row row = turn.estate.rows.remove(from);
    if (row != null) {
      turn.estate.rows.put(to, row);
    }
  }

  private static int touches(Turn turn, long key) {
    Row row = turn.estate.rows.get(key);
    return row == null ? 0 : row.touched();
  }

  /** Deleted, and inserted again with what this version sees of it. */
  private static void putBack(Turn turn, long key) {
    String value = turn.word(key);
    turn.estate.change(
        key,
        row ->
            new Row(
                turn.law().inserted(turn.side, value), row.other(), row.tag(), row.region(), 0));
  }

  private static void retag(Turn turn, String code, @Nullable String to) {
    Predicate<Row> tagged = row -> code.equals(row.tag());
    turn.estate.rows.replaceAll(
        (key, row) -> tagged.test(row) ? row.updated(row.words()).withTag(to) : row);
  }

  private static void copy(Turn turn) throws SQLException {
    if (turn.shape.view()) {
      INSERT.run(turn);
      return;
    }
    StringBuilder lines = new StringBuilder();
    int rows = 1 + turn.random.nextInt(5);
    for (int i = 0; i < rows; i++) {
      long key = turn.newKey();
      String value = turn.value();
      int region = turn.region(key);
      lines.append(key).append('\t').append(value == null ? "\\N" : value);
      lines.append('\t').append(region).append('\n');
      turn.inserted(key, value, region);
    }
    String sql = turn.say("COPY t (id, $w, region) FROM STDIN");
    turn.say(lines.toString());
    CopyManager copies = turn.session().unwrap(PGConnection.class).getCopyAPI();
    try {
      copies.copyIn(sql, new StringReader(lines.toString()));
    } catch (IOException e) {
      throw new SQLException("COPY: " + e.getMessage(), e);
    }
  }

  private static void merge(Turn turn) throws SQLException {
    if (turn.major < (turn.shape.view() ? 17 : 15)) {
      upsert(turn, anyKey(turn));
      return;
    }
    long key = anyKey(turn);
    String value = turn.value();
    int region = turn.region(key);
    turn.run(
        "MERGE INTO t USING (SELECT ?::bigint AS id, $v AS word, ?::int AS region) s"
            + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET $w = s.word"
            + " WHEN NOT MATCHED THEN INSERT (id, $w, region) VALUES (s.id, s.word, s.region)",
        key,
        value,
        region);
    if (turn.estate.rows.containsKey(key)) {
      turn.updated(key, value);
    } else {
      turn.inserted(key, value, region);
    }
  }
}
