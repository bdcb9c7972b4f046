package dev.concertina.story;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An application that inserts parents with their children, one transaction after the other, in a
 * thread and a session of its own, and deletes every fifth again.
 */
final class KeyWriter implements AutoCloseable {

  private static final int DELETED = 5;

  private final TestDatabase database;
  private final String searchPath;
  private final WriterThread thread;
  private final Queue<Long> kept = new ConcurrentLinkedQueue<>();

  KeyWriter(TestDatabase database, String searchPath) {
    this.database = database;
    this.searchPath = searchPath;
    this.thread = new WriterThread("writer on " + searchPath, this::work);
  }

  /** Waits until so many more transactions are done. */
  void goesOnFor(int transactions) throws InterruptedException {
    thread.goesOnFor(transactions);
  }

  /** The keys whose rows must be there. */
  List<Long> kept() {
    return List.copyOf(kept);
  }

  /** Ends the session; an error of the application fails the test. */
  @Override
  public void close() {
    thread.close();
  }

  private void work(WriterThread own) throws SQLException {
    try (Connection session = database.connection()) {
      try (var statement = session.createStatement()) {
        statement.execute("SET search_path = " + searchPath);
      }
      session.setAutoCommit(false);
      try (PreparedStatement parent =
              session.prepareStatement("INSERT INTO p (v) VALUES ('w') RETURNING id");
          PreparedStatement keeps =
              session.prepareStatement("INSERT INTO kept (p_id) VALUES (?) RETURNING *");
          PreparedStatement changes =
              session.prepareStatement("INSERT INTO changed (p_id, n) VALUES (?, 0)");
          PreparedStatement updates =
              session.prepareStatement("UPDATE changed SET n = n + 1 WHERE p_id = ?");
          PreparedStatement deletes = session.prepareStatement("DELETE FROM p WHERE id = ?")) {
        while (own.goesOn()) {
          long id = insert(parent);
          for (PreparedStatement child : List.of(keeps, changes, updates)) {
            child.setLong(1, id);
            child.execute();
          }
          boolean delete = own.done() % DELETED == 0;
          if (delete) {
            deletes.setLong(1, id);
            deletes.execute();
          }
          session.commit();
          if (!delete) {
            kept.add(id);
          }
          own.didOne();
        }
      }
    }
  }

  private static long insert(PreparedStatement parent) throws SQLException {
    try (ResultSet row = parent.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
