package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bodies in PL/pgSQL do is judged as if it stood in the script. */
class PlpgsqlContextTest {

  private final Alarms alarms = new Alarms();

  @Test
  void what_a_do_block_says_plainly_is_judged() {
    assertThat(alarms.of(1, "DO $$ BEGIN ALTER TABLE users DROP COLUMN phone; END $$"))
        .contains("drop-column");
    assertThat(alarms.of(1, "DO $$ BEGIN EXECUTE 'ALTER TABLE users DROP phone'; END $$"))
        .contains("drop-column")
        .doesNotContain("opaque-sql");
    assertThat(alarms.of(1, "DO $$ BEGIN EXECUTE 'GRANT SELECT ON users TO web'; END $$"))
        .isEmpty();
    assertThat(alarms.of(1, "DO $$ BEGIN EXECUTE 'DROP TABLE ' || name; END $$"))
        .containsExactly("drop-table", "opaque-sql");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = " -> ",
      textBlock =
          """
          drop-table -> EXECUTE 'DROP TABLE ' || 'users'
          drop-table -> EXECUTE format('DROP TABLE %I', 'users')
          drop-table -> EXECUTE format('DROP TABLE %2$I.%1$s', 'users', 'public')
          drop-table -> EXECUTE concat('DROP ', 'TABLE ', quote_ident('users')) INTO x
          drop-table -> EXECUTE 'DROP TABLE users' USING 1
          drop-table -> EXECUTE CASE WHEN a THEN 'SELECT 1' ELSE 'DROP TABLE users' END
          drop-table -> FOR r IN EXECUTE 'DROP TABLE users' LOOP END LOOP
          drop-table -> RETURN QUERY EXECUTE 'DROP TABLE users'
          drop-table -> /* first */ IF (CASE WHEN b THEN 1 END) = a THEN NULL; ELSE DROP TABLE users; END IF
          drop-table -> FOREACH t IN ARRAY ARRAY['users', 'teams'] LOOP EXECUTE 'DROP TABLE ' || t; END LOOP
          drop-table -> x := 'DROP TABLE '; x := x || 'users'; EXECUTE x
          drop-table -> IF a THEN x := 'users'; ELSE x := 'teams'; END IF; EXECUTE format('DROP TABLE %I', x)
          drop-column -> FOR r IN SELECT 1 LOOP EXECUTE format('ALTER TABLE %I DROP phone', r.name); END LOOP
          opaque-sql -> FOR r IN SELECT 1 LOOP EXECUTE format('ALTER TABLE %I ADD fax text', r.name); END LOOP
          opaque-sql -> EXECUTE 'DROP TABLE ' || name
          opaque-sql -> EXECUTE x
          opaque-sql -> SELECT ddl INTO x FROM todo; EXECUTE x
          opaque-sql -> EXECUTE f('users')
          opaque-sql -> EXECUTE 'ALTER TABLE users ' || r.rest || ' CASCADE'
          unbatched-backfill -> WITH x AS (DELETE FROM users RETURNING id) SELECT count(*) INTO n FROM x
          sequence-changed -> PERFORM setval('users_id_seq', 1)
          """)
  void what_a_body_does_is_judged_or_told_as_not_judged(String rule, String body) {
    assertThat(alarms.of(1, "DO $$ DECLARE x text; BEGIN " + body + "; END $$")).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXECUTE 'INSERT INTO users (phone) VALUES ($1)' USING 1",
        "EXECUTE format('GRANT SELECT ON %I TO web', r.name)",
        "EXECUTE 'ALTER DATABASE ' || current_database() || ' OWNER TO web'",
        "EXECUTE format('COMMENT ON TABLE %s IS %L', r.name, now())",
        "EXECUTE format('CREATE TABLE %I (a int)', x); EXECUTE format('ALTER TABLE %I ADD b int', x)",
        "EXECUTE 'CREATE TABLE log_' || n || ' (a int)'",
        "RAISE NOTICE 'then ALTER TABLE users DROP phone; was run'; /* ALTER TABLE users DROP phone; */ x := 1",
        "INSERT INTO users (phone) VALUES ('1') RETURNING id INTO STRICT n",
        "CREATE TRIGGER t BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION f()",
        "GRANT EXECUTE ON FUNCTION f() TO web",
        "SELECT id, phone INTO n, r.phone FROM users WHERE id = 1",
        "x := 'nothing'; RETURN",
        "IF NOT EXISTS (SELECT FROM pg_roles) THEN EXECUTE 'CREATE ROLE reader'; END IF"
      })
  void what_a_body_does_to_nobody_is_no_alarm(String body) {
    String all = "DO $$ DECLARE x text; n int; BEGIN " + body + "; END $$";

    assertThat(alarms.of(1, "CREATE TABLE fresh (a int); " + all)).isEmpty();
  }

  @Test
  void a_variable_is_read_as_it_is_where_it_is_run() {
    String body =
        "x := 'DROP TABLE users'; x := 'SELECT 1'; IF a THEN x := 'DROP TABLE teams'; END IF; EXECUTE x";

    assertThat(alarms.findings("DO $$ BEGIN " + body + "; END $$"))
        .filteredOn(finding -> finding.rule().equals("drop-table"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("teams"));
  }

  @Test
  void a_name_that_is_known_only_later_is_told_by_where_it_comes_from() {
    assertThat(alarms.findings("DO $$ BEGIN EXECUTE format('DROP TABLE %I', r.relname); END $$"))
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("uses <r.relname>:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE users; END $$;; SELECT f()",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DROP TABLE users';; SELECT 1, f()",
        "CREATE PROCEDURE f() AS $$ BEGIN EXECUTE 'DROP TABLE users'; END $$ LANGUAGE plpgsql;; CALL f()"
      })
  void what_a_function_does_counts_where_the_script_calls_it(String sql) {
    assertThat(alarms.of(1, sql)).containsExactly("drop-table");
    assertThat(alarms.of(1, sql.substring(0, sql.indexOf(";;")))).isEmpty();
  }
}
