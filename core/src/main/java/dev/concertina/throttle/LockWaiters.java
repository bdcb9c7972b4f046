package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Other sessions of the database that stand in a queue for a lock. Advisory locks do not count:
 * applications make queues of them on purpose, and a backfill takes none. {@code pg_locks} is for
 * every role ("pg_locks"), and so are database and application of a session ("pg_stat_activity").
 */
final class LockWaiters implements Signal {

  /** How many wait, and one of them. */
  private record Queue(long waiters, int pid) {}

  @Override
  public Limit limit() {
    return Limit.MAX_LOCK_WAITERS;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    long most = limits.amount(Limit.MAX_LOCK_WAITERS).orElseThrow();
    Queue queue = queue(connection);
    return queue.waiters > most
        ? Optional.of(
            queue.waiters
                + " sessions wait for locks, one of them pid "
                + queue.pid
                + "; the limit is "
                + most)
        : Optional.empty();
  }

  private static Queue queue(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT count(DISTINCT l.pid) AS waiters, coalesce(min(l.pid), 0) AS pid
                FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE NOT l.granted AND l.locktype <> 'advisory'
                  AND a.datname = pg_catalog.current_database()
                  AND a.application_name NOT LIKE 'concertina:%'"""),
            row -> new Queue(row.getLong("waiters"), row.getInt("pid")))
        .orElseThrow();
  }
}
