package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Other sessions of the server that are at work. One whose state is hidden from the role counts:
 * what cannot be seen is not idle. Who has a database is visible to all, which tells sessions from
 * the server's own processes ("pg_stat_activity").
 */
final class ActiveSessions implements Signal {

  /** The client sessions of the whole server but Concertina's own; of hidden ones too. */
  static final Sql OTHER_CLIENTS =
      Sql.of(
          """
          datid IS NOT NULL AND usesysid IS NOT NULL
          AND coalesce(backend_type, 'client backend') = 'client backend'
          AND application_name NOT LIKE 'concertina:%'
          AND pid <> pg_catalog.pg_backend_pid()""");

  /** Of a session that is just logging in the state is NULL to everybody. */
  static final Sql HIDDEN =
      Sql.of("(state = 'disabled' OR state IS NULL AND query = '<insufficient privilege>')");

  /** What was counted. */
  private record Count(long active, long hidden, long maxConnections) {}

  @Override
  public Limit limit() {
    return Limit.MAX_ACTIVE_SESSIONS;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Count count = count(connection);
    long most = limits.activeSessions(count.maxConnections);
    if (count.active <= most) {
      return Optional.empty();
    }
    String seen = count.active + " sessions are active; the limit is " + most;
    return Optional.of(
        count.hidden == 0
            ? seen
            : seen
                + "; "
                + count.hidden
                + " of them are hidden and may be idle: to see them, "
                + Rights.grantMonitor(connection));
  }

  private static Count count(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT count(*) AS active,
                       count(*) FILTER (WHERE {}) AS hidden,
                       pg_catalog.current_setting('max_connections')::bigint AS most
                FROM pg_catalog.pg_stat_activity
                WHERE {}
                  AND coalesce(state, 'hidden') NOT LIKE 'idle%'""",
                HIDDEN, OTHER_CLIENTS),
            row -> new Count(row.getLong("active"), row.getLong("hidden"), row.getLong("most")))
        .orElseThrow();
  }
}
