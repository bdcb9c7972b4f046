package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.ServerVersion;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The session as the reader found it, and the settings that it reads under.
 *
 * @param searchPath the schemas that names are looked for in, implicit ones included
 * @param searchPathSetting the setting itself
 * @param creationSchema where an unqualified new object would stand, if anywhere
 */
record Session(
    ServerVersion server,
    List<Identifier> searchPath,
    String searchPathSetting,
    Optional<Identifier> creationSchema) {

  /** Opens the transaction's snapshot and pins the settings that deparsing depends on. */
  static Session begin(Queries queries) throws SQLException {
    queries.execute(Sql.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE"));
    queries.execute(UsersPath.TAKE_UP_IN_TRANSACTION);
    Session session =
        queries.one(
            """
            SELECT pg_catalog.current_setting('server_version_num') AS version,
                   pg_catalog.current_setting('search_path') AS setting,
                   pg_catalog.current_schemas(true)::pg_catalog.text[] AS path,
                   pg_catalog.current_schema() AS creation
            """,
            row ->
                new Session(
                    new ServerVersion(Integer.parseInt(row.getString("version"))),
                    Queries.names(row, "path"),
                    row.getString("setting"),
                    Queries.optionalName(row, "creation")));
    pin(queries);
    session.qualifyNames(queries);
    return session;
  }

  /** From here on deparsed text has every name qualified, and user names are not found. */
  void qualifyNames(Queries queries) throws SQLException {
    setSearchPath(queries, "");
  }

  /** From here on names mean what they mean to the user. */
  void resolveNamesLikeUser(Queries queries) throws SQLException {
    setSearchPath(queries, searchPathSetting);
  }

  /**
   * Constants are deparsed by the output functions of their types, which obey these settings; like
   * pg_dump, choose those that lose nothing. The order of day and month stays as it was.
   */
  private static void pin(Queries queries) throws SQLException {
    queries.execute(Sql.of("SET LOCAL DateStyle = 'ISO'"));
    queries.execute(Sql.of("SET LOCAL IntervalStyle = 'postgres'"));
    queries.execute(Sql.of("SET LOCAL extra_float_digits = 3"));
    queries.execute(Sql.of("SET LOCAL quote_all_identifiers = off"));
    queries.execute(Sql.of("SET LOCAL standard_conforming_strings = on"));
  }

  private static void setSearchPath(Queries queries, String value) throws SQLException {
    queries.one(
        "SELECT pg_catalog.set_config('search_path', ?, true)", row -> row.getString(1), value);
  }
}
