package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that inserts parents with their children, one transaction after the other, in a
 * thread and a session of its own, and deletes every fifth again.
 */
final class KeyWriter implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int DELETED = 5;

  private final TestDatabase database;
  private final String searchPath;
  private final Thread thread;
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<Long> kept = new ConcurrentLinkedQueue<>();
  private final Queue<Exception> errors = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  KeyWriter(TestDatabase database, String searchPath) {
    this.database = database;
    this.searchPath = searchPath;
    this.thread = new Thread(this::work, "writer on " + searchPath);
    thread.start();
  }

  /** Waits until so many more transactions are done. */
  void goesOnFor(int transactions) throws InterruptedException {
    int target = done.get() + transactions;
    Instant deadline = Instant.now().plus(PATIENCE);
    while (done.get() < target && errors.isEmpty()) {
      assertThat(Instant.now()).as("%d of %d", done.get(), target).isBefore(deadline);
      Thread.sleep(5);
    }
    assertThat(errors).isEmpty();
  }

  /** The keys whose rows must be there. */
  List<Long> kept() {
    return List.copyOf(kept);
  }

  /** Ends the session; an error of the application fails the test. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(thread.isAlive()).isFalse();
    assertThat(errors).isEmpty();
  }

  private void work() {
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
        while (!stopping) {
          long id = insert(parent);
          for (PreparedStatement child : List.of(keeps, changes, updates)) {
            child.setLong(1, id);
            child.execute();
          }
          boolean delete = done.get() % DELETED == 0;
          if (delete) {
            deletes.setLong(1, id);
            deletes.execute();
          }
          session.commit();
          if (!delete) {
            kept.add(id);
          }
          done.incrementAndGet();
        }
      }
    } catch (SQLException e) {
      errors.add(e);
    }
  }

  private static long insert(PreparedStatement parent) throws SQLException {
    try (ResultSet row = parent.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
