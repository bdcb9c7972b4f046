package dev.concertina.journal;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** The tables in which gates remember, and the function by which applications report themselves. */
record GateTables(Identifier home) {

  static final List<String> NAMES =
      List.of("instance", "soak", "soak_statement", "contract", "contract_statement");

  List<Sql> create() {
    return List.of(instance(), heartbeat(), soak(), soakStatement(), contract(), statement());
  }

  /**
   * Layout 8: the time of counted calls, and one row for each release that beats under a name, so
   * that the new release on a host does not stand for the old one there, nor one role's instance
   * for another's.
   */
  List<Sql> eighth() {
    return List.of(
        Sql.of(
            """
            ALTER TABLE {}.instance DROP CONSTRAINT instance_pkey,
              ADD PRIMARY KEY (application, name, release, knows, role)\
            """,
            home),
        Sql.of(
            """
            ALTER TABLE {}.soak_statement
              ADD COLUMN IF NOT EXISTS spent double precision NOT NULL DEFAULT 0\
            """,
            home),
        heartbeat());
  }

  private Sql instance() {
    return Sql.of(
        """
        CREATE TABLE {}.instance (
          application text NOT NULL,
          name text NOT NULL,
          release text NOT NULL,
          knows text NOT NULL,
          role text NOT NULL,
          started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          expires_at timestamptz NOT NULL,
          PRIMARY KEY (application, name, release, knows, role))\
        """,
        home);
  }

  /**
   * With the rights of its owner, so that applications need none on the table. It writes for the
   * role of the session: nobody can beat for somebody else's instance, or end it. Only a first beat
   * reads the rows of others, to forget them: in a serializable transaction, each beat that does
   * would fail beside another one.
   */
  private Sql heartbeat() {
    return Sql.of(
        """
        CREATE OR REPLACE FUNCTION {}.heartbeat(
          application text, release text, name text, knows text, seconds bigint)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $body$
        #variable_conflict use_column
        DECLARE
          known boolean;
        BEGIN
          INSERT INTO {}.instance AS i (application, name, release, knows, role, expires_at)
          VALUES (left($1, 200), left($3, 200), left($2, 200), left($4, 200), session_user,
                  clock_timestamp() + make_interval(secs => least(greatest($5, 0), 3600)))
          ON CONFLICT (application, name, release, knows, role) DO UPDATE SET
            beat_at = excluded.beat_at, expires_at = excluded.expires_at
          RETURNING i.xmax <> 0 INTO known;
          IF NOT known THEN
            DELETE FROM {}.instance i WHERE i.expires_at < clock_timestamp() - interval '1 day';
          END IF;
        END
        $body$\
        """,
        home,
        home,
        home);
  }

  private Sql soak() {
    return Sql.of(
        """
        CREATE TABLE {}.soak (
          version text NOT NULL,
          server text NOT NULL,
          since timestamptz NOT NULL,
          seen_at timestamptz NOT NULL,
          reset_at timestamptz,
          evictions bigint NOT NULL,
          PRIMARY KEY (version, server))\
        """,
        home);
  }

  private Sql soakStatement() {
    return Sql.of(
        """
        CREATE TABLE {}.soak_statement (
          version text NOT NULL,
          server text NOT NULL,
          user_id bigint NOT NULL,
          query_id bigint NOT NULL,
          top_level boolean NOT NULL,
          calls bigint NOT NULL,
          spent double precision NOT NULL DEFAULT 0,
          since timestamptz,
          called_at timestamptz NOT NULL,
          called_after timestamptz,
          times bigint NOT NULL,
          PRIMARY KEY (version, server, user_id, query_id, top_level))\
        """,
        home);
  }

  private Sql contract() {
    return Sql.of(
        """
        CREATE TABLE {}.contract (
          application text NOT NULL,
          release text NOT NULL,
          recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          recorded_by text NOT NULL DEFAULT session_user,
          PRIMARY KEY (application, release))\
        """,
        home);
  }

  private Sql statement() {
    return Sql.of(
        """
        CREATE TABLE {}.contract_statement (
          application text NOT NULL,
          release text NOT NULL,
          place int NOT NULL,
          query text NOT NULL,
          PRIMARY KEY (application, release, place),
          FOREIGN KEY (application, release) REFERENCES {}.contract ON DELETE CASCADE)\
        """,
        home,
        home);
  }
}
