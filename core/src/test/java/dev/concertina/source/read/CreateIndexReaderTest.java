package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.CreateIndex;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateIndexReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX i ON t (a)|CREATE INDEX CONCURRENTLY i ON t (a)",
        "create unique index i on t (a)|create unique index CONCURRENTLY i on t (a)",
        "CREATE INDEX CONCURRENTLY i ON t (a)|CREATE INDEX CONCURRENTLY i ON t (a)",
        "CREATE INDEX IF NOT EXISTS i ON t (a)|CREATE INDEX CONCURRENTLY i ON t (a)",
        "CREATE UNIQUE INDEX concurrently IF /* x */ NOT EXISTS \"I\" ON t (a)|CREATE UNIQUE INDEX CONCURRENTLY \"I\" ON t (a)",
        "CREATE INDEX \"index\" ON \"t\" (lower(a) DESC) WHERE b > 1|CREATE INDEX CONCURRENTLY \"index\" ON \"t\" (lower(a) DESC) WHERE b > 1"
      })
  void isAlwaysBuiltConcurrentlyAndNeverSkipped(String written, String concurrently) {
    assertChange(CreateIndex.class, written)
        .returns(concurrently, index -> index.concurrently().sql())
        .returns(TableRef.of("t"), CreateIndex::table)
        .returns(written.contains("nique") || written.contains("NIQUE"), CreateIndex::unique);
    assertThat(Sources.PARSER.parse(concurrently).statements().get(0).tree().flag("concurrent"))
        .isTrue();
  }

  @Test
  void phaseMayBeNamed() {
    assertChange(CreateIndex.class, "-- concertina: phase = contract\nCREATE INDEX i ON t (a)")
        .returns(Optional.of(RunPhase.CONTRACT), CreateIndex::phase)
        .returns(Optional.of(new Identifier("i")), CreateIndex::name);
  }
}
