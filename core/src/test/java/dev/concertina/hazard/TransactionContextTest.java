package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shares a transaction with a statement, and whether it is taken back, decides. */
class TransactionContextTest {

  private final Alarms alarms = new Alarms();

  @Test
  void validation_is_a_hazard_in_the_transaction_that_added_the_constraint() {
    String add = "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID";
    String validate = "ALTER TABLE users VALIDATE CONSTRAINT c";

    assertThat(alarms.of(1, "BEGIN; " + add + "; " + validate + "; COMMIT"))
        .contains("validate-in-same-transaction");
    assertThat(alarms.of(1, "BEGIN; " + add + "; COMMIT; BEGIN; " + validate + "; COMMIT"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN; SAVEPOINT s; CREATE TABLE t (a int); ROLLBACK TO s; CREATE INDEX ON t (a); COMMIT",
        "BEGIN; CREATE TABLE t (a int); ROLLBACK; CREATE INDEX ON t (a)",
        "BEGIN; SAVEPOINT s; CREATE TABLE t (a int); SAVEPOINT s2; RELEASE s2; ROLLBACK TO s;"
            + " CREATE INDEX ON t (a); COMMIT"
      })
  void a_table_that_was_taken_back_is_not_new(String sql) {
    assertThat(alarms.of(1, sql)).containsExactly("index-create-blocking");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN; SAVEPOINT s; CREATE TABLE t (a int); RELEASE s; CREATE INDEX ON t (a); COMMIT",
        "BEGIN; CREATE TABLE t (a int); SAVEPOINT s; ROLLBACK TO s; CREATE INDEX ON t (a); COMMIT",
        "BEGIN; CREATE TABLE t (a int); COMMIT; BEGIN; ROLLBACK; CREATE INDEX ON t (a)",
        "BEGIN; ALTER TABLE users DROP COLUMN phone; ROLLBACK",
        "BEGIN; SAVEPOINT s; ALTER TABLE users ADD x text; ROLLBACK TO s; ALTER TABLE t ADD x text; COMMIT"
      })
  void what_was_taken_back_breaks_nothing_and_what_was_not_is_there(String sql) {
    assertThat(alarms.of(1, sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE users ADD a text; ALTER TABLE teams ADD a text",
        "CREATE TRIGGER t AFTER INSERT ON users EXECUTE FUNCTION f(); ALTER TABLE teams ADD a text",
        "LOCK TABLE users; ALTER TABLE teams ADD a text; ALTER TABLE more ADD a text"
      })
  void tables_that_are_no_one_change_are_told_once_in_a_transaction(String sql) {
    assertThat(alarms.findings("BEGIN; SET LOCAL lock_timeout = '2s'; " + sql + "; COMMIT"))
        .filteredOn(finding -> finding.rule().equals("multi-table-lock-window"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    assertThat(alarms.of(1, sql)).doesNotContain("multi-table-lock-window");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE users ADD a bigint; ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES t NOT VALID",
        "ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES t NOT VALID; ALTER TABLE t ADD a bigint",
        "ALTER TABLE users RENAME TO people; ALTER TABLE people ADD a bigint",
        "CREATE TABLE a (t int REFERENCES t); CREATE TABLE b (t int REFERENCES users)",
        "CREATE VIEW v AS SELECT 1; DROP VIEW v; ALTER TABLE t ADD a bigint",
        "ALTER TABLE t ADD a bigint; UPDATE users SET phone = '' WHERE id = 1",
        "ALTER TABLE users RENAME TO users_old; ALTER TABLE t RENAME TO users"
      })
  void what_is_one_change_is_not_two_tables(String sql) {
    assertThat(alarms.of(1, "BEGIN; " + sql + "; COMMIT"))
        .doesNotContain("multi-table-lock-window");
  }

  @Test
  void a_table_and_its_partition_are_one_change_and_tables_that_nobody_uses_are_none() {
    String parent =
        "CREATE TABLE p (a integer) PARTITION BY LIST (a);"
            + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)";
    String unused = "COMMENT ON TABLE a IS 'unused'; COMMENT ON TABLE b IS 'unused'";

    assertThat(
            alarms.of(
                2, parent, "BEGIN; ALTER TABLE p1 ADD b int; ALTER TABLE p ADD c int; COMMIT"))
        .isEmpty();
    assertThat(alarms.of(2, unused, "BEGIN; DROP TABLE a; DROP TABLE b; COMMIT")).isEmpty();
  }
}
