package dev.concertina.evidence;

import dev.concertina.session.Jdbc;
import dev.concertina.session.ServerClock;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The statements of the connected server, of this database ("pg_stat_statements" in the
 * documentation). Works on a standby, too. Belongs to one connection.
 */
public final class PgStatStatements implements StatementSource {

  /** What PostgreSQL shows in place of a text to a role without {@code pg_read_all_stats}. */
  private static final String HIDDEN = "<insufficient privilege>";

  private static final int WITH_SINCE = 17;

  private final Connection connection;

  public PgStatStatements(Connection connection) {
    this.connection = connection;
  }

  /** Where the extension's functions stand in this database; empty where it is not installed. */
  private record Extension(Sql schema, boolean withSince) {}

  /** Whether the extension is installed in this database and loaded by the server. */
  public boolean isThere() throws SQLException {
    return extension().isPresent()
        && Jdbc.first(
                connection,
                Sql.of("SELECT pg_catalog.current_setting('pg_stat_statements.max', true) AS room"),
                row -> Jdbc.text(row, "room"))
            .orElseThrow()
            .isPresent();
  }

  /**
   * What the server has counted up to now.
   *
   * @throws SQLException also if the extension {@linkplain #isThere is not there}
   */
  @Override
  public Observation observe() throws SQLException {
    Extension extension =
        extension()
            .orElseThrow(
                () ->
                    new SQLException(
                        "the extension pg_stat_statements is not installed in this database",
                        "55000"));
    // Read before the statements: what is forgotten meanwhile shows as a difference the next time.
    Observation.Ledger before = ledger(extension);
    List<LiveStatement> statements = statements(extension);
    ServerClock clock = ServerClock.of(connection);
    return new Observation(clock.now(), clock.started(), statements, Optional.of(before));
  }

  private Optional<Extension> extension() throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT pg_catalog.quote_ident(n.nspname) AS schema,
                   pg_catalog.current_setting('server_version_num')::int / 10000 AS major
            FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'"""),
        row ->
            new Extension(
                Sql.verbatim(row.getString("schema")), row.getInt("major") >= WITH_SINCE));
  }

  private Observation.Ledger ledger(Extension extension) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT i.stats_reset, i.dealloc,
                       pg_catalog.current_setting('pg_stat_statements.max')::bigint AS room
                FROM {}.pg_stat_statements_info i""",
                extension.schema()),
            row ->
                new Observation.Ledger(
                    Jdbc.instant(row, "stats_reset"), row.getLong("dealloc"), row.getLong("room")))
        .orElseThrow();
  }

  private List<LiveStatement> statements(Extension extension) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT r.rolname, s.userid, d.datname, s.queryid, s.toplevel, s.query, s.calls,
                   s.total_exec_time AS spent,
                   {} AS since
            FROM {}.pg_stat_statements s
            JOIN pg_catalog.pg_database d ON d.oid = s.dbid
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.userid
            WHERE d.datname = pg_catalog.current_database()
            ORDER BY s.userid, s.queryid, s.toplevel""",
            extension.withSince() ? Sql.of("s.stats_since") : Sql.of("NULL::timestamptz"),
            extension.schema()),
        PgStatStatements::statement);
  }

  private static LiveStatement statement(ResultSet row) throws SQLException {
    long number = row.getLong("queryid");
    Optional<Long> queryId = row.wasNull() ? Optional.empty() : Optional.of(number);
    return new LiveStatement(
        new LiveStatement.Key(
            Jdbc.text(row, "rolname"),
            row.getLong("userid"),
            row.getString("datname"),
            queryId,
            row.getBoolean("toplevel")),
        text(Jdbc.text(row, "query"), queryId),
        row.getLong("calls"),
        row.getDouble("spent"),
        Jdbc.instant(row, "since"));
  }

  private static StatementText text(Optional<String> query, Optional<Long> queryId) {
    if (queryId.isEmpty() && query.filter(HIDDEN::equals).isPresent()) {
      return new StatementText.Hidden();
    }
    return query.<StatementText>map(StatementText.Shown::new).orElseGet(StatementText.Lost::new);
  }
}
