package dev.concertina.evidence.probe;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings under which hostile texts are looked at; closing it puts back what was there. */
final class PinnedSession implements AutoCloseable {

  private static final String SEARCH_PATH = "search_path";
  private static final String TRACK = "pg_stat_statements.track";
  private static final String REPLICATION_ROLE = "session_replication_role";

  /**
   * Nothing that is looked at is kept, so no commit is worth a wait for the disk, for which the
   * commits of applications would wait, too.
   */
  private static final Map<String, String> PINNED =
      Map.of(
          "standard_conforming_strings", "on",
          "backslash_quote", "safe_encoding",
          "lock_timeout", "100ms",
          "synchronous_commit", "off",
          "statement_timeout", "20s");

  private final Connection connection;
  private final Map<String, String> before = new LinkedHashMap<>();

  /**
   * Pins the settings.
   *
   * @throws SQLException if the connection is in a transaction, or every query would take a place
   *     in {@code pg_stat_statements} from a statement of an application
   */
  PinnedSession(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new SQLException("the connection must be in autocommit mode", "25001");
    }
    this.connection = connection;
    for (Map.Entry<String, String> pinned : PINNED.entrySet()) {
      set(pinned.getKey(), pinned.getValue());
    }
    keep(SEARCH_PATH);
    catalogOnly();
    stopTracking();
    silenceEventTriggers();
  }

  /** Our own queries run under this one: a role may have put operators of its own into its path. */
  void catalogOnly() throws SQLException {
    path(List.of());
  }

  void path(List<Identifier> path) throws SQLException {
    write(SEARCH_PATH, written(path));
  }

  /** As the setting is written. */
  static String written(List<Identifier> path) {
    return Sql.join(", ", path).sql();
  }

  @Override
  public void close() throws SQLException {
    if (!connection.isClosed()) {
      for (Map.Entry<String, String> setting : before.entrySet()) {
        write(setting.getKey(), setting.getValue());
      }
    }
  }

  /** Under {@code track = all} PostgreSQL counts what is inside a block, too. */
  private void stopTracking() throws SQLException {
    if (read(TRACK).equals("all")) {
      try {
        set(TRACK, "top");
      } catch (SQLException e) {
        throw new SQLException(
            "pg_stat_statements.track is all: looking at statements would push them out of"
                + " pg_stat_statements. Let an administrator run: GRANT SET ON PARAMETER"
                + " pg_stat_statements.track TO the role that Concertina uses (PostgreSQL 15 and"
                + " newer), or set it to top",
            e.getSQLState(),
            e);
      }
    }
  }

  /** They would fire for the functions that are made and undone, and one may fail there. */
  private void silenceEventTriggers() throws SQLException {
    if (maySilence()) {
      set(REPLICATION_ROLE, "replica");
    }
  }

  private boolean maySilence() throws SQLException {
    boolean knowsRights = isTrue("pg_catalog.current_setting('server_version_num')::int >= 150000");
    return isTrue(
        knowsRights
            ? "pg_catalog.has_parameter_privilege('session_replication_role', 'SET')"
            : "(SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)");
  }

  private boolean isTrue(String condition) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.verbatim("SELECT " + condition + " AS answer"),
            row -> row.getBoolean("answer"))
        .orElse(false);
  }

  private void set(String name, String value) throws SQLException {
    keep(name);
    write(name, value);
  }

  private void keep(String name) throws SQLException {
    before.put(name, read(name));
  }

  private String read(String name) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of("SELECT coalesce(pg_catalog.current_setting(?, true), '') AS value"),
            row -> row.getString("value"),
            name)
        .orElseThrow();
  }

  private void write(String name, String value) throws SQLException {
    Jdbc.list(
        connection, Sql.of("SELECT pg_catalog.set_config(?, ?, false)"), row -> "", name, value);
  }
}
