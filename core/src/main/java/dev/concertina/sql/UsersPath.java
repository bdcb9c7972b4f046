package dev.concertina.sql;

/**
 * The search path that a connection came with. Names in the user's own statements mean what they
 * mean under it; queries of Concertina run under an empty one, because whoever may create in a
 * schema of a path can put an operator there that fits a comparison better than PostgreSQL's own
 * ({@code name = varchar}) and would run with the rights of Concertina's role ("Operator Type
 * Resolution" in the documentation).
 *
 * <p>Setting it aside keeps it in the session; where nothing was set aside, it is the setting.
 */
public final class UsersPath {

  /** Its value, as text. */
  public static final Sql VALUE =
      Sql.of(
          """
          CASE WHEN pg_catalog.current_setting('concertina.users_path', true)
                    OPERATOR(pg_catalog.<>) ''
               THEN pg_catalog.current_setting('concertina.users_path')
               ELSE pg_catalog.current_setting('search_path') END""");

  /** Where it comes from, as {@code pg_settings} says it. */
  public static final Sql SOURCE =
      Sql.of(
          """
          CASE WHEN pg_catalog.current_setting('concertina.users_path_source', true)
                    OPERATOR(pg_catalog.<>) ''
               THEN pg_catalog.current_setting('concertina.users_path_source')
               ELSE (SELECT p.source FROM pg_catalog.pg_settings p
                     WHERE p.name OPERATOR(pg_catalog.=) 'search_path') END""");

  /** From here on in the session, names of users are not found. */
  public static final Sql SET_ASIDE =
      Sql.of(
          """
          SELECT pg_catalog.set_config('concertina.users_path_source', {}, false);
          SELECT pg_catalog.set_config('concertina.users_path', {}, false);
          SET search_path = ''""",
          SOURCE,
          VALUE);

  /** The schemas of it that are there, in its order, as {@code schema}; asked in autocommit. */
  public static final Sql SCHEMAS =
      Sql.of(
          """
          WITH taken_up AS MATERIALIZED (
            SELECT pg_catalog.set_config('search_path', {}, true))
          SELECT pg_catalog.unnest(pg_catalog.current_schemas(false)) AS schema FROM taken_up""",
          VALUE);

  /** From here on in the session, names mean what they mean to the user. */
  public static final Sql TAKE_UP =
      Sql.of("SELECT pg_catalog.set_config('search_path', {}, false)", VALUE);

  /** The same until the transaction ends. */
  public static final Sql TAKE_UP_IN_TRANSACTION =
      Sql.of("SELECT pg_catalog.set_config('search_path', {}, true)", VALUE);

  /** Until the transaction ends, names of users are not found. */
  public static final Sql PUT_DOWN_IN_TRANSACTION = Sql.of("SET LOCAL search_path = ''");

  private UsersPath() {}
}
