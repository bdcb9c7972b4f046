package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The texts in {@code pg_stat_statements}, where the extension is there ("pg_stat_statements" in
 * PostgreSQL's documentation). They are only searched, never run.
 */
final class Statements {

  private final Connection connection;

  Statements(Connection connection) {
    this.connection = connection;
  }

  /**
   * Statements of this database that match, a few.
   *
   * @param pattern a regular expression of PostgreSQL, without regard to case
   */
  List<String> matching(String pattern) throws SQLException {
    Optional<QualifiedName> view = view();
    return view.isEmpty()
        ? List.of()
        : Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT DISTINCT left(query, 120) AS query FROM {}
                WHERE dbid = (SELECT oid FROM pg_catalog.pg_database
                              WHERE datname = pg_catalog.current_database())
                  AND query ~* ? ORDER BY 1 LIMIT 3\
                """,
                view.get()),
            row -> row.getString("query"),
            pattern);
  }

  /** It can be anywhere, and only works where the library is loaded. */
  private Optional<QualifiedName> view() throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT n.nspname FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
              AND pg_catalog.current_setting('pg_stat_statements.max', true) IS NOT NULL
              AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')\
            """),
        row ->
            new QualifiedName(
                new Identifier(row.getString("nspname")), new Identifier("pg_stat_statements")));
  }
}
