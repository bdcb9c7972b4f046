package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a statement decides whether it is a hazard. */
class ContextTest {

  private static final String USERS = "CREATE TABLE users (id bigint PRIMARY KEY, phone text)";

  private final Alarms alarms = new Alarms();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a integer); CREATE INDEX ON t (a); ALTER TABLE t ALTER a SET NOT NULL",
        "ALTER TABLE users ADD COLUMN a integer NOT NULL DEFAULT 0",
        "ALTER TABLE users ADD COLUMN a timestamptz NOT NULL DEFAULT now()",
        "ALTER TABLE users ADD CHECK (id > 0) NOT VALID",
        "CREATE UNIQUE INDEX CONCURRENTLY ON users (phone)",
        "CREATE TEMP TABLE t (a integer); DROP TABLE t",
        "CREATE TABLE t (a integer); CREATE INDEX i ON t (a); REINDEX INDEX i",
        "CREATE DOMAIN d AS text CHECK (VALUE <> ''); ALTER DOMAIN d ADD CHECK (VALUE <> 'x')",
        "CREATE SCHEMA s; ALTER SCHEMA s RENAME TO t; DROP SCHEMA t",
        "CREATE SEQUENCE s; ALTER SEQUENCE s RENAME TO t; DROP SEQUENCE t",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
            + " REVOKE ALL ON FUNCTION f() FROM PUBLIC; ALTER FUNCTION f() RENAME TO g; DROP FUNCTION g()",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "ALTER TABLE users ALTER CONSTRAINT c DEFERRABLE",
        "INSERT INTO users VALUES (1, 'x')",
        "UPDATE users u SET phone = v.p FROM (VALUES (1, 'a'), (2, 'b')) v (id, p) WHERE u.id = v.id",
        "WITH b AS (SELECT id FROM users LIMIT 9) UPDATE users u SET phone = '' FROM b WHERE u.id = b.id",
        "WITH b AS (SELECT id FROM users LIMIT 9) DELETE FROM users WHERE id IN (SELECT id FROM b)",
        "SELECT setval('users_id_seq', (SELECT max(id) FROM users))",
        "CREATE SEQUENCE s; SELECT setval('public.s', 100)",
        "CREATE TABLE t (a integer); CREATE INDEX i ON t (a); ALTER INDEX i SET TABLESPACE fast",
        "ALTER VIEW v SET (security_invoker = false)",
        "ALTER DOMAIN d SET DEFAULT 0",
        "ALTER TABLE users ADD CONSTRAINT n NOT NULL phone NOT VALID",
        "GRANT writers TO web",
        "CREATE TABLE t (a integer); ALTER TABLE t INHERIT users",
        "ALTER TABLE users ADD FOREIGN KEY (id) REFERENCES users (id) NOT ENFORCED",
        "UPDATE users SET phone = NULL WHERE id = 1"
      })
  void what_hurts_nobody_is_no_alarm(String sql) {
    assertThat(alarms.of(1, sql)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privilege-removed|REVOKE ALL ON ALL TABLES IN SCHEMA app FROM web",
        "privilege-removed|REVOKE USAGE ON SCHEMA app FROM PUBLIC",
        "privilege-removed|REVOKE EXECUTE ON FUNCTION f(integer) FROM web",
        "inheritance-changed|ALTER TABLE users NO INHERIT people",
        "inheritance-changed|ALTER TABLE users INHERIT people",
        "foreign-key-without-not-valid|ALTER TABLE users ALTER CONSTRAINT c ENFORCED",
        "foreign-key-added-compat|ALTER TABLE users ALTER CONSTRAINT c ENFORCED",
        "drop-constraint|ALTER TABLE users ALTER CONSTRAINT c NOT ENFORCED",
        "foreign-key-added-compat|ALTER TABLE users ALTER CONSTRAINT c NOT DEFERRABLE",
        "rename-schema|ALTER SCHEMA app RENAME TO old_app",
        "reindex-blocking|REINDEX INDEX users_phone",
        "privilege-removed|ALTER USER web RENAME TO app",
        "privilege-removed|ALTER DATABASE shop RENAME TO store",
        "privilege-removed|ALTER ROLE web PASSWORD 'x'",
        "privilege-removed|REVOKE writers FROM web",
        "object-gone|ALTER EXTENSION hstore SET SCHEMA ext",
        "object-gone|ALTER TEXT SEARCH CONFIGURATION shop RENAME TO store",
        "object-gone|DROP TEXT SEARCH CONFIGURATION shop",
        "object-gone|DROP CAST (text AS mood)",
        "object-gone|DROP SERVER warehouse CASCADE",
        "default-changed|ALTER DOMAIN amount DROP DEFAULT",
        "default-changed|ALTER VIEW v ALTER COLUMN a DROP DEFAULT",
        "function-signature-changed|ALTER FUNCTION f(integer) SET search_path TO app",
        "function-signature-changed|ALTER FUNCTION f(integer) SECURITY INVOKER",
        "view-changed|ALTER VIEW v SET (security_invoker = true)",
        "matview-refresh-blocking|REFRESH MATERIALIZED VIEW v WITH NO DATA",
        "sequence-changed|SELECT setval('users_id_seq', 1, false)",
        "set-not-null-scan|ALTER TABLE users ADD CONSTRAINT n NOT NULL phone",
        "table-rewrite-command|VACUUM FULL",
        "table-rewrite-command|CLUSTER",
        "table-rewrite-command|ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast",
        "table-rewrite-command|ALTER INDEX users_phone SET TABLESPACE fast",
        "unbatched-backfill|WITH gone AS (DELETE FROM users RETURNING *) INSERT INTO old SELECT * FROM gone"
      })
  void what_hurts_somebody_is_an_alarm(String rule, String sql) {
    assertThat(alarms.of(1, sql)).contains(rule);
  }

  @Test
  void a_table_of_the_same_release_is_empty_and_one_of_an_earlier_release_is_not() {
    assertThat(alarms.of(1, USERS, "CREATE INDEX ON users (phone)")).isEmpty();
    assertThat(alarms.of(2, USERS, "CREATE INDEX ON users (phone)"))
        .containsExactly("index-create-blocking");
  }

  @Test
  void a_small_table_is_no_lock_hazard_but_its_code_still_breaks() {
    LintContext small =
        new LintContext(18, Map.of(QualifiedName.of("public", "users"), 10L), 1_000);

    List<Finding> findings =
        alarms.findings(
            List.of(Script.of("V1.sql", "ALTER TABLE users DROP COLUMN phone", 1)), small);

    assertThat(findings).extracting(Finding::axis).contains(Axis.OLD_CODE);
    assertThat(findings).extracting(Finding::axis).doesNotContain(Axis.LOCKS);
  }

  @Test
  void a_drop_is_a_contract_when_an_earlier_release_let_go() {
    String release = "ALTER TABLE users ALTER COLUMN phone DROP NOT NULL";
    String drop = "ALTER TABLE users DROP COLUMN phone";

    assertThat(alarms.of(2, release, drop)).doesNotContain("drop-column");
    assertThat(alarms.of(2, release, drop + " CASCADE")).containsExactly("drop-not-null");
    assertThat(alarms.of(1, release, drop))
        .contains("drop-column", "contract-with-code-in-one-release");
    assertThat(alarms.of(1, "-- concertina: phase = contract\n" + drop)).isEmpty();
  }

  @Test
  void a_view_that_stood_in_for_a_renamed_table_may_go() {
    String rename = "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people";

    assertThat(alarms.of(2, rename, "DROP VIEW users")).isEmpty();
    assertThat(alarms.of(2, "CREATE VIEW users AS SELECT 1", "DROP VIEW users"))
        .containsExactly("view-changed");
  }

  @Test
  void the_safe_way_says_the_whole_definition() {
    String all =
        "DO $$ BEGIN CREATE INDEX i ON users USING gin (phone gin_trgm_ops) WHERE id > 0; END $$;"
            + " ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0), ADD FOREIGN KEY (\"bossId\")"
            + " REFERENCES users (id) ON DELETE CASCADE, ADD UNIQUE (\"nickName\")";

    assertThat(alarms.findings(all))
        .extracting(finding -> finding.recipe().text())
        .anyMatch(way -> way.contains("CONCURRENTLY i ON users USING gin (phone gin_trgm_ops) WH"))
        .anyMatch(way -> way.contains("ADD CONSTRAINT c CHECK (id > 0) NOT VALID;"))
        .anyMatch(way -> way.contains("REFERENCES users (id) ON DELETE CASCADE NOT VALID;"))
        .anyMatch(way -> way.contains("ON users (\"nickName\");"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER AGGREGATE a(int) RENAME TO b",
        "ALTER COLLATION a RENAME TO b",
        "ALTER CONVERSION a RENAME TO b",
        "ALTER DOMAIN a RENAME CONSTRAINT b TO c",
        "ALTER EVENT TRIGGER a RENAME TO b",
        "ALTER FOREIGN DATA WRAPPER a RENAME TO b",
        "ALTER GROUP a RENAME TO b",
        "ALTER LANGUAGE a RENAME TO b",
        "ALTER OPERATOR CLASS a USING btree RENAME TO b",
        "ALTER OPERATOR FAMILY a USING btree SET SCHEMA b",
        "ALTER OPERATOR +(int, int) SET SCHEMA b",
        "ALTER POLICY a ON b RENAME TO c",
        "ALTER PUBLICATION a RENAME TO b",
        "ALTER RULE a ON b RENAME TO c",
        "ALTER SERVER a RENAME TO b",
        "ALTER STATISTICS a SET SCHEMA b",
        "ALTER SUBSCRIPTION a RENAME TO b",
        "ALTER TABLESPACE a RENAME TO b",
        "ALTER TEXT SEARCH PARSER a RENAME TO b",
        "ALTER TRIGGER a ON b RENAME TO c",
        "DROP OPERATOR CLASS a USING btree",
        "DROP OPERATOR +(int, int)",
        "DROP TRANSFORM FOR a LANGUAGE b",
        "DROP USER MAPPING FOR a SERVER b",
        "DROP ACCESS METHOD a",
        "DROP EVENT TRIGGER a",
        "REVOKE ALL ON LARGE OBJECT 1 FROM a",
        "REVOKE ALL ON PARAMETER work_mem FROM a",
        "ALTER FUNCTION f COST 5",
        "ALTER DATABASE a REFRESH COLLATION VERSION"
      })
  void whatever_the_grammar_reads_is_judged(String rare) {
    assertThatCode(() -> alarms.of(1, rare, USERS)).doesNotThrowAnyException();
  }

  @Test
  void a_widened_column_is_known_from_an_earlier_script() {
    assertThat(
            alarms.of(
                2,
                "CREATE TABLE t (name varchar(50))",
                "ALTER TABLE t ALTER COLUMN name TYPE varchar(100)"))
        .isEmpty();
  }
}
