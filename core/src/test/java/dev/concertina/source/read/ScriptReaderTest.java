package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AsWritten;
import dev.concertina.change.MigrationException;
import dev.concertina.change.RunPhase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t SET TABLESPACE r",
        "ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT ENFORCED",
        "ALTER EXTENSION v UPDATE",
        "DO 'BEGIN PERFORM 1; -- x\n END'",
        "INSERT INTO colours VALUES ('red')",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
        "(SELECT f())",
        "ANALYZE t"
      })
  void statementRunsAsWrittenInThePhaseThatTheAuthorNamed(String sql) {
    assertChange(AsWritten.class, "-- concertina: phase = contract\n" + sql + ";")
        .returns(sql, written -> written.statement().sql())
        .returns(RunPhase.CONTRACT, AsWritten::phase);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM t",
        "REINDEX INDEX CONCURRENTLY i",
        "REINDEX SCHEMA s",
        "CREATE DATABASE d",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "CLUSTER",
        "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
        "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
        "SET search_path = a",
        "SET LOCAL lock_timeout = 0",
        "RESET ALL",
        "SET ROLE a",
        "DISCARD ALL",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "LOCK TABLE t",
        "COPY t FROM STDIN",
        "CREATE TEMP TABLE x ()",
        "CREATE TEMP VIEW x AS SELECT 1",
        "CREATE INDEX ON t (a)",
        "CREATE INDEX i ON ONLY t (a)"
      })
  void somePhasesCannotBeNamed(String sql) {
    MigrationException refusal = refusal("-- concertina: phase = expand\n" + sql);

    assertThat(refusal.code()).isEqualTo("not-understood");
    assertThat(refusal.hint()).doesNotContain("phase =");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up = a | ALTER TABLE t RENAME a TO b",
        "up = a | ALTER TABLE t DROP a",
        "down = a | ALTER TABLE t ADD a int",
        "up = a | DROP TABLE t",
        "phase = expand | ALTER TABLE t ADD a int",
        "phase = contract | DROP TABLE t",
        "phase = expand | BEGIN",
        "allow some-rule because it is small | COMMIT",
        "up = a | UPDATE t SET a = 1 WHERE a IS NULL"
      })
  void directiveThatAStatementCannotUseIsRefused(String case_) {
    String[] parts = case_.split(" \\| ", -1);

    MigrationException refusal = refusal("\n-- concertina: " + parts[0] + "\n" + parts[1]);

    assertThat(refusal.code()).isEqualTo("unusable-directive");
    assertThat(refusal.origin().orElseThrow()).hasToString("V7__test.sql:2");
  }
}
