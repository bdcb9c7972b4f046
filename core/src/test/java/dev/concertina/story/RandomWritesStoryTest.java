package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A property: whatever old and new writers do, in whatever order and under whichever authority,
 * each side reads what a model of two shapes says. {@code up} cuts the value and so loses some of
 * it.
 */
class RandomWritesStoryTest {

  private static final long SEED = Long.getLong("concertina.story.seed", 20261121);
  private static final int WRITES = 600;

  private record Shapes(@Nullable String old, @Nullable String fresh) {

    static Shapes byOld(@Nullable String value) {
      return new Shapes(value, up(value));
    }

    static Shapes byNew(@Nullable String value) {
      return new Shapes(value, value);
    }

    /** An old writer's value that the new shape already says leaves the new shape alone. */
    Shapes oldWrites(@Nullable String value) {
      return Objects.equals(value, fresh) ? new Shapes(value, fresh) : byOld(value);
    }

    Shapes newWrites(@Nullable String value) {
      return Objects.equals(value, fresh) ? this : byNew(value);
    }

    private static @Nullable String up(@Nullable String value) {
      return value == null ? null : value.substring(0, Math.min(3, value.length()));
    }
  }

  @OnEveryServer
  void each_side_reads_what_the_model_says(TestDatabase database) throws SQLException {
    System.out.println("seed of the random writes: " + SEED);
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, word varchar(9), other int)",
                "ALTER TABLE t ALTER COLUMN word TYPE varchar(3) USING left(word, 3);")
            .expand()
            .migrate();
    Random random = new Random(SEED);
    Map<Integer, Shapes> model = new TreeMap<>();
    for (int round = 0; round < 4; round++) {
      try (Connection connection = database.connection()) {
        for (int i = 0; i < WRITES / 4; i++) {
          write(connection, random, model);
        }
        compare(connection, "public", model, true);
        compare(connection, "v7", model, false);
      }
      assertThat(story.agrees()).isTrue();
      if (round % 2 == 0) {
        story.switchOver();
      } else {
        story.revert();
      }
    }
  }

  private static void write(Connection connection, Random random, Map<Integer, Shapes> model)
      throws SQLException {
    int id = random.nextInt(20);
    boolean old = random.nextBoolean();
    String table = old ? "public.t" : "v7.t";
    String value = value(random, old ? 9 : 3);
    Shapes before = model.get(id);
    if (before == null) {
      run(connection, "INSERT INTO " + table + " (word, id) VALUES (?, ?)", value, id);
      model.put(id, old ? Shapes.byOld(value) : Shapes.byNew(value));
    } else if (random.nextInt(6) == 0) {
      run(
          connection,
          "DELETE FROM " + table + " WHERE word IS NOT DISTINCT FROM word AND id = ?",
          id);
      model.remove(id);
    } else if (random.nextInt(5) == 0) {
      run(connection, "UPDATE " + table + " SET other = other + 1 WHERE id = ?", id);
    } else {
      String upsert =
          "INSERT INTO "
              + table
              + " (word, id) VALUES (?, ?)"
              + " ON CONFLICT (id) DO UPDATE SET word = EXCLUDED.word";
      String update = "UPDATE " + table + " SET word = ? WHERE id = ?";
      run(connection, random.nextBoolean() ? upsert : update, value, id);
      model.put(id, old ? before.oldWrites(value) : before.newWrites(value));
    }
  }

  private static @Nullable String value(Random random, int longest) {
    int length = random.nextInt(longest + 1);
    return length == 0 ? null : "abcabcabc".substring(0, length);
  }

  private static void run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static void compare(
      Connection connection, String schema, Map<Integer, Shapes> model, boolean old)
      throws SQLException {
    Map<Integer, String> expected = new TreeMap<>();
    model.forEach((id, shapes) -> expected.put(id, old ? "" + shapes.old() : "" + shapes.fresh()));
    Map<Integer, String> found = new TreeMap<>();
    try (var rows =
        connection.createStatement().executeQuery("SELECT id, word FROM " + schema + ".t")) {
      while (rows.next()) {
        found.put(rows.getInt(1), "" + rows.getString(2));
      }
    }
    assertThat(found).as(schema).isEqualTo(expected);
  }
}
