package dev.concertina.story;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An application that writes users and their profiles, one random transaction after the other, in a
 * thread and a session of its own. By themselves these applications never wait for each other in a
 * circle: they lock profiles before users, the old ones users by rising keys, the new ones profiles
 * by falling keys.
 */
final class PairWriter implements AutoCloseable {

  private static final int KEYS = 12;

  /** The table in which an application writes the column. */
  enum Side {
    OLD("users", "id"),
    NEW("profiles", "user_id");

    private final String table;
    private final String key;

    Side(String table, String key) {
      this.table = table;
      this.key = key;
    }
  }

  private final TestDatabase database;
  private final Side side;
  private final Random random;
  private final WriterThread thread;

  PairWriter(TestDatabase database, Side side, long seed) {
    this.database = database;
    this.side = side;
    this.random = new Random(seed);
    this.thread = new WriterThread(side + " writer", this::work);
  }

  /** Waits until so many more transactions are done. */
  void goesOnFor(int transactions) throws InterruptedException {
    thread.goesOnFor(transactions);
  }

  /** Ends the session; an error of the application fails the test. */
  @Override
  public void close() {
    thread.close();
  }

  private void work(WriterThread own) throws SQLException {
    try (Connection session = database.connection();
        Statement statement = session.createStatement()) {
      session.setAutoCommit(false);
      while (own.goesOn()) {
        for (String sql : transaction()) {
          statement.execute(sql);
        }
        if (random.nextInt(8) == 0) {
          session.rollback();
        } else {
          session.commit();
        }
        own.didOne();
      }
    }
  }

  private List<String> transaction() {
    int key = 1 + random.nextInt(KEYS);
    return switch (random.nextInt(6)) {
      case 0 -> List.of(bio(key), bio(next(key)), bio(next(next(key))));
      case 1 -> List.of("SELECT FROM profiles WHERE user_id = " + key + " FOR UPDATE", bio(key));
      case 2 -> List.of(visit("profiles", "user_id", key), visit("users", "id", key));
      case 3 -> comesAgain(key);
      case 4 -> List.of(several(key));
      default -> List.of(bio(key));
    };
  }

  private List<String> comesAgain(int key) {
    List<String> statements = new ArrayList<>();
    statements.add("DELETE FROM profiles WHERE user_id = " + key);
    statements.add(
        "INSERT INTO profiles (user_id) VALUES (" + key + ") ON CONFLICT (user_id) DO NOTHING");
    return statements;
  }

  private String bio(int key) {
    String value = random.nextInt(5) == 0 ? "NULL" : "'" + random.nextInt(1000) + "'";
    return "UPDATE " + side.table + " SET bio = " + value + " WHERE " + side.key + " = " + key;
  }

  private int next(int key) {
    return side == Side.OLD ? Math.min(KEYS, key + 1) : Math.max(1, key - 1);
  }

  /** In the order of this application, whatever the one is in which the rows lie. */
  private String several(int key) {
    return """
        UPDATE %1$s SET bio = '%3$d' WHERE %2$s = ANY (ARRAY (
          SELECT %2$s FROM %1$s WHERE %2$s BETWEEN %4$d AND %5$d ORDER BY %2$s * %6$d FOR NO KEY UPDATE))
        """
        .formatted(
            side.table, side.key, random.nextInt(1000), key, key + 2, side == Side.OLD ? 1 : -1);
  }

  private static String visit(String table, String column, int key) {
    return "UPDATE " + table + " SET visits = visits + 1 WHERE " + column + " = " + key;
  }
}
