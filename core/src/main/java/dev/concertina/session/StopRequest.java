package dev.concertina.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a run was asked to end, and how its long waits are cut short. Thread-safe.
 *
 * <p>Only what runs in {@link #during} is cancelled ("Canceling Requests in Progress" in the
 * documentation): a statement whose failure is harmless, never a COMMIT, whose outcome would be
 * unknown.
 */
public final class StopRequest {

  private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);

  /** A request to cancel that comes before its statement is lost: it is sent again. */
  private static final long AGAIN_MILLIS = 200;

  private static final String STOPPED = "stopped on request";

  /** By identity: a wrapped connection may not equal itself. */
  private final Set<Connection> stoppable = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean requested;

  /** Asks the run to end at the next place where nothing is half done; returns at once. */
  public synchronized void request() {
    if (!requested) {
      requested = true;
      notifyAll();
      Thread thread = new Thread(this::cancelUntilAllEnded, "concertina-cancel");
      thread.setDaemon(true);
      thread.start();
    }
  }

  public synchronized boolean isRequested() {
    return requested;
  }

  /**
   * Ends the run here, if it was asked to end.
   *
   * @throws CancellationException if so
   */
  public synchronized void check() {
    if (requested) {
      throw new CancellationException(STOPPED);
    }
  }

  /**
   * Runs a statement that may be cancelled at any moment.
   *
   * @param connection on which it runs
   * @throws CancellationException if the run was asked to end
   */
  public <T> T during(Connection connection, Jdbc.Work<T> statement) throws SQLException {
    begin(connection);
    try {
      return statement.run();
    } catch (SQLException e) {
      if (isRequested() && SqlState.is(e, SqlState.QUERY_CANCELED)) {
        throw Threads.cancelled(STOPPED, e);
      }
      throw e;
    } finally {
      end(connection);
    }
  }

  /**
   * Waits, at most until the run is asked to end.
   *
   * @throws CancellationException if it was
   */
  public synchronized void sleep(Duration duration) throws InterruptedException {
    long deadline = System.nanoTime() + duration.toNanos();
    check();
    for (long left = duration.toMillis(); left > 0; left = millisUntil(deadline)) {
      wait(left);
      check();
    }
  }

  private static long millisUntil(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
  }

  private synchronized void begin(Connection connection) {
    check();
    stoppable.add(connection);
  }

  /** Waits for a request that is on its way: it must not meet the session's next statement. */
  private synchronized void end(Connection connection) {
    stoppable.remove(connection);
    notifyAll();
  }

  private synchronized void cancelUntilAllEnded() {
    try {
      while (!stoppable.isEmpty()) {
        for (Connection connection : stoppable) {
          cancel(connection);
        }
        wait(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cancel(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      LOG.debug("could not ask the server to cancel", e);
    }
  }
}
