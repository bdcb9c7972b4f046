package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
          unbatched-backfill -> LOOP DELETE FROM users WHERE id IN (SELECT id FROM users LIMIT 9); EXIT WHEN NOT FOUND; END LOOP
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
        "LOOP DELETE FROM users WHERE id IN (SELECT id FROM users LIMIT 9); COMMIT; END LOOP",
        "FOREACH x IN ARRAY ARRAY['a'] LOOP UPDATE users SET phone = x WHERE id = 1; END LOOP",
        "IF NOT EXISTS (SELECT FROM pg_roles) THEN EXECUTE 'CREATE ROLE reader'; END IF"
      })
  void what_a_body_does_to_nobody_is_no_alarm(String body) {
    String all = "DO $$ DECLARE x text; n int; BEGIN " + body + "; END $$";

    assertThat(alarms.of(1, "CREATE TABLE fresh (a int); " + all)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CASE",
        "IF",
        "FOR",
        "FOREACH IN ARRAY",
        "<<",
        "END END END",
        "( LOOP",
        "EXECUTE",
        "EXECUTE 'x' INTO",
        "SELECT 1 INTO",
        "EXECUTE format('%99999999999$s %I', '')",
        "EXECUTE format('DROP TABLE %I', '')",
        "PERFORM setval('', 1), setval('a..b', 1)"
      })
  void whatever_stands_in_a_body_is_read_to_its_end(String body) {
    assertThatCode(() -> alarms.of(1, "DO $$ BEGIN " + body + " $$")).doesNotThrowAnyException();
    assertThatCode(() -> alarms.of(1, "DO $$ " + body + "; END $$")).doesNotThrowAnyException();
  }

  @Test
  void texts_that_grow_without_end_are_not_followed() {
    String doubled = "x := x || x; ".repeat(60);
    String many = "IF a THEN x := x || 'a'; END IF; ".repeat(60);
    String wide = "EXECUTE format('%1$s%1$s%1$s%1$s%1$s%1$s%1$s%1$s%1$s', x);";

    assertThat(alarms.of(1, "DO $$ BEGIN x := 'x'; " + doubled + many + wide + " END $$"))
        .containsExactly("opaque-sql");
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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = " -> ",
      textBlock =
          """
          statement-while-holding-access-exclusive -> ALTER TABLE users ADD fax text; PERFORM count(*) FROM users
          statement-while-holding-access-exclusive -> IF a THEN ALTER TABLE users ADD fax text; END IF; CREATE INDEX ON users (fax)
          statement-while-holding-access-exclusive -> BEGIN ALTER TABLE users ADD fax text; EXCEPTION WHEN OTHERS THEN NULL; END; PERFORM count(*) FROM teams
          multi-table-lock-window -> ALTER TABLE users ADD fax text; ALTER TABLE teams ADD fax text
          schema-and-data-mixed -> ALTER TABLE users DISABLE TRIGGER t; INSERT INTO archive SELECT * FROM users
          validate-in-same-transaction -> ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c
          concurrently-in-transaction -> CREATE INDEX CONCURRENTLY ON users (fax)
          concurrently-in-transaction -> EXECUTE 'VACUUM users'
          """)
  void a_body_is_one_transaction_of_all_that_it_does(String rule, String body) {
    String block = "DO $$ BEGIN " + body + "; END $$";
    String function =
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$";

    assertThat(alarms.of(1, block)).contains(rule);
    assertThat(alarms.of(1, function + "; SELECT f()")).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IF a THEN ALTER TABLE users ADD fax text; ELSE ALTER TABLE teams ADD fax text; END IF",
        "CASE WHEN a THEN ALTER TABLE users ADD fax text; WHEN b THEN ALTER TABLE teams ADD fax text; END CASE",
        "BEGIN ALTER TABLE users ADD fax text; EXCEPTION WHEN OTHERS THEN PERFORM count(*) FROM users; END",
        "ALTER TABLE users ADD fax text; SELECT count(*) INTO n FROM pg_constraint WHERE conname = 'c'",
        "ALTER TABLE users ADD fax text; PERFORM 1 FROM information_schema.columns WHERE true",
        "DROP TRIGGER t ON users; CREATE TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION idle()"
      })
  void what_is_done_instead_of_another_thing_does_not_wait_under_its_locks(String body) {
    String idle =
        "CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; ";

    assertThat(alarms.of(1, idle + "DO $$ BEGIN " + body + "; END $$")).isEmpty();
  }

  @Test
  void two_blocks_share_a_transaction_only_if_something_says_so() {
    String two =
        "DO $$ BEGIN ALTER TABLE users ADD fax text; END $$;"
            + " DO $$ BEGIN ALTER TABLE teams ADD fax text; END $$;";

    assertThat(alarms.of(1, two)).isEmpty();
    assertThat(alarms.of(1, "BEGIN; " + two + " COMMIT")).contains("multi-table-lock-window");
    assertThat(alarms.of(1, two.replace("; END $$; DO $$ BEGIN", "; COMMIT;")))
        .doesNotContain("multi-table-lock-window");
  }

  @Test
  void what_a_script_prepares_counts_where_it_executes_it() {
    assertThat(alarms.of(1, "PREPARE w AS UPDATE users SET a = 1; EXECUTE w;"))
        .containsExactly("unbatched-backfill");
    assertThat(alarms.of(1, "PREPARE w AS UPDATE users SET a = 1;")).isEmpty();
    assertThat(alarms.of(1, "PREPARE w (int) AS DELETE FROM users WHERE id = $1; EXECUTE w (7);"))
        .isEmpty();
    assertThat(alarms.of(1, "EXECUTE of_another_script;")).containsExactly("opaque-sql");
  }
}
