package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** What functions use whose bodies PostgreSQL does not resolve. */
class BodiesTest {

  @OnEveryServer
  void what_a_body_calls_in_its_turn_is_followed(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          Analysis.NAME_OF,
          """
          CREATE FUNCTION greet(p bigint) RETURNS text LANGUAGE plpgsql AS
          $$BEGIN RETURN 'hi ' || name_of(p); END$$""",
          "CREATE FUNCTION greet_sql(p bigint) RETURNS text LANGUAGE sql AS 'SELECT greet(p)'",
          """
          CREATE FUNCTION greet_if(p bigint) RETURNS text LANGUAGE plpgsql AS $$
          DECLARE
            n int := 0;
          BEGIN
            IF n = 0 AND name_of(p) IS NULL THEN RETURN 'nobody'; END IF;
            RETURN 'somebody';
          END$$""",
          """
          CREATE FUNCTION greet_each() RETURNS void LANGUAGE plpgsql AS $$
          DECLARE r record;
          BEGIN
            FOR r IN SELECT id FROM orders WHERE name_of(user_id) <> '' LOOP
              RAISE NOTICE 'order %', r.id;
            END LOOP;
          END$$""",
          """
          CREATE FUNCTION tell() RETURNS void LANGUAGE plpgsql AS $$
          BEGIN RAISE NOTICE 'it is %', name_of(1) USING HINT = 'none'; END$$""",
          """
          CREATE FUNCTION kind_of(p bigint) RETURNS text LANGUAGE plpgsql AS $$
          BEGIN
            CASE WHEN p > 0 THEN RETURN 'new'; ELSE RETURN (SELECT CASE WHEN true THEN 'a' END); END CASE;
          EXCEPTION WHEN division_by_zero THEN
            RETURN '';
          END$$""");
      assertThat(Analysis.of(database, "SELECT greet($1)").words())
          .contains("public.users.user_name (through function public.name_of)");
      assertThat(Analysis.need(database, "SELECT greet_sql($1)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT greet_if($1)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT greet_each()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT tell()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT kind_of($1)")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void what_a_body_reads_and_writes_fires_views_triggers_and_defaults(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          Analysis.NAME_OF,
          "CREATE VIEW named AS SELECT id FROM users WHERE user_name <> ''",
          "CREATE TABLE log (id bigint, what text DEFAULT name_of(1))",
          "CREATE TABLE jobs (id bigint)",
          """
          CREATE FUNCTION on_job() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM name_of(NEW.id); RETURN NEW; END'""",
          "CREATE TRIGGER t AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION on_job()",
          """
          CREATE FUNCTION reads_view() RETURNS bigint LANGUAGE plpgsql AS
          'BEGIN RETURN (SELECT count(*) FROM named); END'""",
          """
          CREATE FUNCTION adds_job() RETURNS void LANGUAGE plpgsql AS
          'BEGIN INSERT INTO jobs (id) VALUES (1); END'""",
          """
          CREATE FUNCTION counts_jobs() RETURNS bigint LANGUAGE plpgsql AS
          'DECLARE n bigint; BEGIN SELECT count(*) INTO n FROM jobs; RETURN n; END'""",
          """
          CREATE FUNCTION logs() RETURNS void LANGUAGE sql AS
          'INSERT INTO log (id) VALUES (1)'""",
          "CREATE PROCEDURE run() LANGUAGE plpgsql AS 'BEGIN PERFORM logs(); END'",
          "CREATE FUNCTION runs() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL run(); END'");
      assertThat(Analysis.need(database, "SELECT reads_view()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT adds_job()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT counts_jobs()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT logs()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT runs()")).isEqualTo(Need.USE);
    }
  }

  @OnEveryServer
  void rows_as_a_whole_in_a_body_carry_all_columns(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          """
          CREATE FUNCTION adds() RETURNS void LANGUAGE plpgsql AS
          'BEGIN INSERT INTO users VALUES (DEFAULT, ''a'', ''b''); END'""",
          """
          CREATE FUNCTION adds_named() RETURNS void LANGUAGE plpgsql AS
          'BEGIN INSERT INTO users (email) VALUES (''b''); END'""",
          """
          CREATE FUNCTION as_json() RETURNS jsonb LANGUAGE plpgsql AS
          'DECLARE r record; BEGIN SELECT * INTO r FROM users; RETURN to_jsonb(r); END'""",
          """
          CREATE FUNCTION one_field() RETURNS text LANGUAGE plpgsql AS
          'DECLARE r record; BEGIN SELECT * INTO r FROM users; RETURN r.email; END'""",
          """
          CREATE FUNCTION the_field() RETURNS text LANGUAGE plpgsql AS
          'DECLARE r users%ROWTYPE; BEGIN SELECT * INTO r FROM users; RETURN r.user_name; END'""",
          """
          CREATE FUNCTION by_place() RETURNS text LANGUAGE plpgsql AS
          'DECLARE r users%ROWTYPE; BEGIN SELECT 1, email INTO r FROM users; RETURN r.email; END'""",
          """
          CREATE FUNCTION typed() RETURNS int LANGUAGE plpgsql AS
          'DECLARE n public.users.user_name%TYPE; BEGIN RETURN 1; END'""",
          """
          CREATE FUNCTION joined() RETURNS text LANGUAGE sql AS
          'SELECT row_to_json(u)::text FROM users u'""",
          """
          CREATE FUNCTION any_there() RETURNS boolean LANGUAGE plpgsql AS
          'BEGIN PERFORM * FROM users; RETURN EXISTS (SELECT * FROM users WHERE id = 1); END'""");
      assertThat(Analysis.need(database, "SELECT adds()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT adds_named()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT as_json()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT one_field()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT the_field()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT by_place()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT typed()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT joined()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT any_there()")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void an_index_that_goes_is_needed_by_an_upsert_in_a_body(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "ALTER TABLE users ADD CONSTRAINT one_name UNIQUE (user_name)",
          """
          CREATE FUNCTION by_constraint() RETURNS void LANGUAGE plpgsql AS
          'BEGIN INSERT INTO users (email) VALUES (''b'') ON CONFLICT ON CONSTRAINT one_name DO NOTHING; END'""",
          """
          CREATE FUNCTION by_other() RETURNS void LANGUAGE plpgsql AS
          'BEGIN INSERT INTO users (email) VALUES (''b'') ON CONFLICT (email) DO NOTHING; END'""",
          """
          CREATE FUNCTION by_column() RETURNS void LANGUAGE sql AS
          'INSERT INTO users (email) VALUES (''b'') ON CONFLICT (user_name) DO NOTHING'""");
      List<DoomedObject> doomed =
          List.of(
              new DoomedObject.Constraint(
                  Analysis.USER_NAME.relation(), new Identifier("one_name")));
      assertThat(
              Analysis.of(
                  database,
                  doomed,
                  "SELECT by_constraint()",
                  "SELECT by_other()",
                  "SELECT by_column()"))
          .extracting(Verdict::need)
          .containsExactly(Need.USE, Need.NOTHING, Need.USE);
    }
  }

  @OnEveryServer
  void harmless_bodies_are_not_accused(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE TABLE accounts (id bigint, user_name text)",
          """
          CREATE FUNCTION commented(p int) RETURNS int LANGUAGE plpgsql AS $$
          BEGIN
            -- we could execute user_name here
            RAISE NOTICE 'cannot execute this';
            RETURN p; /* execute */
          END$$""",
          """
          CREATE FUNCTION of_another() RETURNS text LANGUAGE plpgsql AS
          'BEGIN RETURN (SELECT user_name FROM accounts WHERE id = 1); END'""",
          """
          CREATE FUNCTION of_both() RETURNS text LANGUAGE plpgsql AS
          'BEGIN RETURN (SELECT a.user_name FROM accounts a JOIN users u ON u.id = a.id); END'""",
          """
          CREATE FUNCTION builds() RETURNS void LANGUAGE plpgsql AS
          'BEGIN EXECUTE ''SELECT '' || 1; END'""",
          """
          CREATE FUNCTION to_xml() RETURNS xml LANGUAGE plpgsql AS
          'BEGIN RETURN query_to_xml(''SELECT 1'', true, true, ''''); END'""");
      assertThat(Analysis.need(database, "SELECT commented($1)")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT of_another()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT of_both()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT builds()")).isEqualTo(Need.UNKNOWN);
      assertThat(Analysis.need(database, "SELECT to_xml()")).isEqualTo(Need.UNKNOWN);
    }
  }
}
