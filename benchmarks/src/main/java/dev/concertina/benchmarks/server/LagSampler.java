package dev.concertina.benchmarks.server;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures the lag of a standby with a clock of its own and none of what the servers say about lag:
 * how long ago was the log on the primary's disk that the standby has yet to replay?
 */
public final class LagSampler implements AutoCloseable {

  private static final long PERIOD_MILLIS = 50;
  private static final double NANOS = 1e9;
  private static final Sql WRITTEN = Sql.of("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn");
  private static final Sql REPLAYED = Sql.of("SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn");

  private final Connection primary;
  private final Connection standby;
  private final Thread thread;
  private final List<Double> seconds = new ArrayList<>();
  private final AtomicReference<SQLException> failure = new AtomicReference<>();
  private volatile boolean stopping;

  /** When the primary's log had reached a place. */
  private record Mark(long nanos, long place) {}

  /** Begins at once. */
  public LagSampler(Server primary, Standby standby) throws SQLException {
    this.primary = primary.home().meter();
    this.standby = standby.connect();
    this.thread = new Thread(this::sample, "lag");
    thread.start();
  }

  private void sample() {
    Deque<Mark> open = new ArrayDeque<>();
    try {
      long last = 0;
      while (!stopping) {
        long written = Queries.number(primary, WRITTEN);
        if (written > last) {
          open.addLast(new Mark(System.nanoTime(), written));
          last = written;
        }
        long replayed = Queries.number(standby, REPLAYED);
        while (!open.isEmpty() && open.getFirst().place() <= replayed) {
          open.removeFirst();
        }
        seconds.add(open.isEmpty() ? 0 : (System.nanoTime() - open.getFirst().nanos()) / NANOS);
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (SQLException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends, and fails if it could not look at some time. */
  @Override
  public void close() throws SQLException {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the lag was measured", e);
    }
    primary.close();
    standby.close();
    SQLException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** The samples in seconds, after {@link #close}. */
  public List<Double> seconds() {
    return List.copyOf(seconds);
  }
}
