package dev.concertina.session;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from a session of its own at whom another session waits for, while that one waits: after a
 * lock time-out nobody knows any more. All work is done on the given single thread.
 */
public final class SessionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(25);

  private final Connection connection;
  private final ScheduledExecutorService thread;

  /**
   * A watch that does nothing until it is asked to observe.
   *
   * @param connection used only on the thread from now on
   * @param thread a single thread, which the caller shuts down
   */
  public SessionWatch(Connection connection, ScheduledExecutorService thread) {
    this.connection = connection;
    this.thread = thread;
  }

  /** What follows when somebody is seen in the way, while the wait goes on. */
  public interface Answer {

    /**
     * On the watch's thread.
     *
     * @param watch its session, in no transaction
     */
    void to(List<OtherSession> blockers, Connection watch) throws SQLException;
  }

  /** Begins to look at the backend; close it when the wait is over. */
  public Observation observe(int pid) {
    return observe(pid, (blockers, watch) -> {});
  }

  /** Begins to look at the backend, and answers each sight; close it when the wait is over. */
  public Observation observe(int pid, Answer answer) {
    return new Observation(pid, answer);
  }

  /** One wait under observation. Thread-safe. */
  public final class Observation implements AutoCloseable {
    private final int pid;
    private final Answer answer;
    private final ScheduledFuture<?> task;
    private volatile List<OtherSession> blockers = List.of();

    private Observation(int pid, Answer answer) {
      this.pid = pid;
      this.answer = answer;
      this.task =
          thread.scheduleWithFixedDelay(
              this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Who was seen in the way last; empty if the wait was too short to see anybody. */
    public List<OtherSession> blockers() {
      return blockers;
    }

    @Override
    public void close() {
      task.cancel(false);
    }

    private void look() {
      try {
        List<OtherSession> seen = blockersOf(connection, pid);
        if (!seen.isEmpty()) {
          blockers = seen;
          answer.to(seen, connection);
        }
      } catch (SQLException e) {
        // Names are a courtesy: the lock session's heartbeat reports its own loss.
        LOG.debug("could not look at the sessions that block {}", pid, e);
        task.cancel(false);
      }
    }
  }

  /**
   * The sessions that the backend waits for at this moment. An autovacuum is told from others even
   * where the role may not see what it is: it alone is in a database and has no user.
   */
  public static List<OtherSession> blockersOf(Connection connection, int pid) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT b.pid, a.usename, coalesce(a.application_name, '') AS application_name, a.state,
                   (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS age,
                   a.query,
                   CASE WHEN a.backend_type IS NULL AND a.usesysid IS NULL AND a.datid IS NOT NULL
                        THEN 'autovacuum worker' ELSE a.backend_type END AS backend_type
            FROM (SELECT DISTINCT unnest(pg_catalog.pg_blocking_pids(?)) AS pid) b
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
            ORDER BY a.xact_start NULLS LAST, b.pid"""),
        SessionWatch::session,
        pid);
  }

  private static OtherSession session(ResultSet row) throws SQLException {
    long age = row.getLong("age");
    Optional<Duration> duration =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, age)));
    return new OtherSession(
        row.getInt("pid"),
        Jdbc.text(row, "usename"),
        row.getString("application_name"),
        Jdbc.text(row, "state"),
        duration,
        Jdbc.text(row, "query"),
        Jdbc.text(row, "backend_type"));
  }
}
