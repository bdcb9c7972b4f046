package dev.concertina.source.read;

import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AsWritten;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedTablesTest {

  private static final String CREATE = "CREATE TABLE n (id int, x int);\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE n ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES live (id)",
        "ALTER TABLE n ADD y serial UNIQUE, ALTER x DROP NOT NULL",
        "ALTER TABLE n RENAME x TO y",
        "CREATE INDEX ON n (x)",
        "COMMENT ON TABLE n IS 'new'",
        "COMMENT ON COLUMN n.x IS 'new'",
        "GRANT SELECT ON n TO reader",
        "INSERT INTO n VALUES (1, 2)",
        "WITH a AS (SELECT 1 AS id) INSERT INTO n (id) SELECT id FROM a",
        "UPDATE n SET x = 1",
        "CREATE TRIGGER t BEFORE INSERT ON n EXECUTE FUNCTION f()",
        "CREATE POLICY p ON n",
        "DROP TABLE n"
      })
  void statementAboutANewTableRunsAsWritten(String sql) {
    assertThat(read(CREATE + sql))
        .last()
        .isInstanceOfSatisfying(
            AsWritten.class,
            written -> {
              assertThat(written.statement().sql()).isEqualTo(sql);
              assertThat(written.phase()).isEqualTo(RunPhase.EXPAND);
              assertThat(written.table()).contains(TableRef.of("n"));
              assertThat(written.references())
                  .isEqualTo(sql.contains("live") ? List.of(TableRef.of("live")) : List.of());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO n SELECT id, x FROM live",
        "INSERT INTO live VALUES (1)",
        "ALTER TABLE n SET TABLESPACE other, INHERIT live",
        "INSERT INTO app.n VALUES (1, 2)"
      })
  void statementThatTouchesALiveTableIsRefused(String sql) {
    assertThat(refusal(CREATE + sql).origin().orElseThrow()).hasToString("V7__test.sql:2");
  }

  @Test
  void tableThatMayHaveBeenThereIsNotNew() {
    assertThat(read("CREATE TABLE IF NOT EXISTS n (x int); CREATE INDEX i ON n (x)"))
        .last()
        .isInstanceOf(CreateIndex.class);
  }

  @Test
  void newTableKeepsBeingNewUnderItsNextName() {
    assertThat(read(CREATE + "ALTER TABLE n RENAME TO m; INSERT INTO m VALUES (1)")).hasSize(3);
    assertThat(refusal(CREATE + "ALTER TABLE n RENAME TO m; INSERT INTO n VALUES (1)")).isNotNull();
  }

  @Test
  void concurrentIndexOfANewTableStaysOne() {
    assertThat(read(CREATE + "CREATE INDEX CONCURRENTLY i ON n (x)"))
        .last()
        .isInstanceOf(CreateIndex.class);
  }
}
