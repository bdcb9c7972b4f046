package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The row that says which run may write. Its token only grows. A transaction of the holder locks it
 * FOR KEY SHARE, which a heartbeat passes and a new holder's FOR UPDATE waits for ("Explicit
 * Locking" in the documentation): so no transaction of a former holder commits after the lease has
 * gone.
 */
public final class Lease implements Fence {

  /** Who holds the lease. */
  public record Holder(String run, String who, int pid, Instant taken, Instant heartbeat) {}

  private final Identifier home;
  private final long token;

  private Lease(Identifier home, long token) {
    this.home = home;
    this.token = token;
  }

  /**
   * Takes the lease, in a transaction of its own. Only the holder of the run lock calls this; it
   * waits for a last transaction of the former holder as long as the session's lock_timeout allows.
   */
  public static Lease take(Connection connection, Identifier home, String run, String who)
      throws SQLException {
    return Jdbc.inTransaction(
        connection,
        () -> {
          Jdbc.list(
              connection, Sql.of("SELECT 1 FROM {}.lease WHERE one FOR UPDATE", home), row -> 1);
          long token =
              Jdbc.first(
                      connection,
                      Sql.of(
                          """
                          INSERT INTO {}.lease AS l
                            (token, run, holder, pid, taken_at, heartbeat_at)
                          SELECT 1, ?, session_user || ' (' || ? || ')',
                                 pg_catalog.pg_backend_pid(), t, t
                          FROM clock_timestamp() t
                          ON CONFLICT (one) DO UPDATE SET
                            token = l.token + 1, run = excluded.run, holder = excluded.holder,
                            pid = excluded.pid, taken_at = excluded.taken_at,
                            heartbeat_at = excluded.heartbeat_at
                          RETURNING token""",
                          home),
                      row -> row.getLong("token"),
                      run,
                      who)
                  .orElseThrow();
          return new Lease(home, token);
        });
  }

  /** Who took the lease last. */
  public static Optional<Holder> holder(Connection connection, Identifier home)
      throws SQLException {
    return Jdbc.first(connection, Sql.of("SELECT * FROM {}.lease", home), Lease::holder);
  }

  /** Who holds the lease, if it was heard of within this time. */
  public static Optional<Holder> alive(Connection connection, Identifier home, Duration within)
      throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            "SELECT * FROM {}.lease"
                + " WHERE heartbeat_at > clock_timestamp() - ? * interval '1 millisecond'",
            home),
        Lease::holder,
        within.toMillis());
  }

  private static Holder holder(ResultSet row) throws SQLException {
    return new Holder(
        row.getString("run"),
        row.getString("holder"),
        row.getInt("pid"),
        Jdbc.instant(row, "taken_at").orElseThrow(),
        Jdbc.instant(row, "heartbeat_at").orElseThrow());
  }

  @Override
  public void check(Connection connection) throws SQLException {
    if (Jdbc.first(
            connection,
            Sql.of("SELECT 1 FROM {}.lease WHERE one AND token = ? FOR KEY SHARE", home),
            row -> 1,
            token)
        .isEmpty()) {
      throw lost();
    }
  }

  /** Says that the run lives. */
  public void beat(Connection connection) throws SQLException {
    if (Jdbc.update(
            connection,
            Sql.of(
                "UPDATE {}.lease SET heartbeat_at = clock_timestamp() WHERE one AND token = ?",
                home),
            token)
        == 0) {
      throw lost();
    }
  }

  private static LeaseLostException lost() {
    return new LeaseLostException("another run has taken the lease of this one");
  }
}
