package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.MigrationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages that people meet, side by side. Each statement stands on line 3. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // statement | code | what is said | what to do
        "SELEC 1|syntax|PostgreSQL cannot read this: syntax error at or near \"SELEC\".|column 1",
        "ALTER TABLE t ADD c int GENERATED ALWAYS AS (b) STORED|not-understood|STORED is refused:"
            + " PostgreSQL computes it by rewriting the table|a trigger of your own",
        "ALTER TABLE t ADD c int GENERATED ALWAYS AS (b) VIRTUAL|not-understood|does not look into"
            + "|phase = expand",
        "ALTER TABLE t ADD c int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s)|not-understood"
            + "|with a name for its sequence|RENAME",
        "ALTER TABLE t ADD c bigserial DEFAULT 3|not-understood|exclude each other|Keep one",
        "ALTER TABLE t ADD c int DEFAULT 3 GENERATED ALWAYS AS IDENTITY|not-understood"
            + "|exclude each other|Keep one",
        "ALTER TABLE t ADD c text COLLATE \"C\"|not-understood|with COLLATE|phase = expand",
        "ALTER TABLE t ADD c text STORAGE PLAIN|not-understood|options of its storage"
            + "|a statement of its own",
        "ALTER TABLE t ADD c int CONSTRAINT n NOT NULL|not-understood|with a named constraint"
            + "|Leave CONSTRAINT",
        "ALTER TABLE t ADD c int NULL NOT NULL|not-understood|says one thing twice|Keep one",
        "ALTER TABLE t ADD c SETOF int|not-understood|cannot be SETOF|one type",
        "ALTER TABLE t ALTER c TYPE text COLLATE \"C\"|not-understood|TYPE with COLLATE"
            + "|phase = expand",
        "ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED|not-understood|ADD CONSTRAINT is refused"
            + "|phase = expand",
        "ALTER TABLE t ALTER CONSTRAINT k NOT ENFORCED|not-understood|ALTER CONSTRAINT is refused"
            + "|phase = expand",
        "ALTER TABLE ONLY t DROP c|not-understood|ALTER TABLE with ONLY is refused|Leave ONLY out",
        "ALTER TABLE IF EXISTS t DROP c|not-understood|with IF EXISTS is refused|Leave IF EXISTS",
        "ALTER TABLE IF EXISTS t RENAME a TO b|not-understood|with IF EXISTS|Leave IF EXISTS",
        "ALTER TABLE d.s.t DROP c|not-understood|names a database|by schema and name",
        "DROP TABLE d.s.t|not-understood|names a database|by schema and name",
        "ALTER TYPE e RENAME VALUE 'x' TO 'y'|not-understood|a row can have only one"
            + "|examples/replace-enum",
        "DROP FUNCTION f|not-understood|DROP FUNCTION is refused|phase = expand",
        "CREATE TABLE a AS SELECT 1|not-understood|CREATE TABLE|phase = expand",
        "CREATE TABLE a () INHERITS (b)|not-understood|INHERITS is refused|phase = expand",
        "CREATE TABLE a (LIKE b)|not-understood|LIKE is refused: the copy would have|phase = expand",
        "CREATE TEMP TABLE a ()|not-understood|TEMPORARY TABLE is refused: the table would end|''",
        "CREATE INDEX ON t (a)|not-understood|CREATE INDEX without a name|Give the index a name",
        "CREATE INDEX i ON ONLY t (a)|not-understood|CREATE INDEX with ONLY|Leave ONLY out",
        "INSERT INTO t VALUES (1)|not-understood|INSERT INTO is refused: one statement over the"
            + " rows of a live table|belong in `-- concertina: up",
        "DELETE FROM t|not-understood|DELETE FROM is refused|phase = expand",
        "UPDATE t SET a = 1|not-understood|UPDATE is refused|belong in",
        "SELECT 1|not-understood|SELECT is refused|phase = expand",
        "VACUUM t|not-understood|PostgreSQL does not run it inside a transaction|Take it out",
        "SET search_path = a|not-understood|would change the session|Take it out",
        "ROLLBACK|not-understood|ROLLBACK is refused: Concertina places the transactions"
            + "|BEGIN and COMMIT alone are accepted",
        "ALTER TABLE t RENAME a TO"
            + " b123456789012345678901234567890123456789012345678901234567890123456789"
            + "|name-too-long|longer than 63 bytes|shorter name",
      })
  void saysWhatWhyAndWhatNext(String statement, String code, String message, String hint) {
    MigrationException refusal = Sources.refusal("BEGIN;\n-- an ordinary comment\n" + statement);

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(message).message().endsWith(".");
    assertThat(refusal.hint()).contains(hint.replace("''", ""));
    assertThat(refusal.origin().orElseThrow()).hasToString("V7__test.sql:3");
    assertThat(refusal.origin().orElseThrow().statement()).isEqualTo(statement);
  }
}
