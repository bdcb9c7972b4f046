package dev.concertina.engine;

import dev.concertina.journal.Lease;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The advisory lock of the one run that may write; the server frees it with its session. */
final class RunLock {

  /** First key of the advisory lock; the second is the home schema. */
  private static final Sql LOCK_SPACE = Sql.number(1_131_377_015);

  /** Several heartbeats: a run that has missed so many is hung or cut off. */
  private static final Duration SILENT_TOO_LONG = Duration.ofSeconds(20);

  private RunLock() {}

  static boolean tryTake(Connection connection, Identifier home) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                "SELECT pg_catalog.pg_try_advisory_lock({}, pg_catalog.hashtext(?)) AS locked",
                LOCK_SPACE),
            row -> row.getBoolean("locked"),
            home.value())
        .orElseThrow();
  }

  /** The backend that has the lock. */
  static Optional<Integer> backend(Connection connection, Identifier home) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT pid FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 2
              AND database = (SELECT oid FROM pg_catalog.pg_database
                              WHERE datname = pg_catalog.current_database())
              AND classid::bigint = {}
              AND objid::bigint = pg_catalog.hashtext(?)::bigint & 4294967295""",
            LOCK_SPACE),
        row -> row.getInt("pid"),
        home.value());
  }

  /** The run that is at work: it has the lock, and its heart beats. Any session may ask. */
  static Optional<Lease.Holder> atWork(Connection connection, Identifier home) throws SQLException {
    Optional<Integer> pid = backend(connection, home);
    return pid.isEmpty()
        ? Optional.empty()
        : Lease.alive(connection, home, SILENT_TOO_LONG).filter(h -> h.pid() == pid.get());
  }
}
