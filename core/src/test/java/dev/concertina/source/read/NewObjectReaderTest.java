package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AsWritten;
import dev.concertina.change.RunPhase;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewObjectReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TYPE a AS ENUM ('x')",
        "CREATE TYPE a AS (x int)",
        "CREATE TYPE a AS RANGE (subtype = int4)",
        "CREATE DOMAIN a AS int CHECK (value > 0)",
        "CREATE SEQUENCE IF NOT EXISTS a START 5",
        "CREATE SCHEMA a",
        "CREATE EXTENSION IF NOT EXISTS citext"
      })
  void isMadeWhenTheDeployBegins(String sql) {
    assertChange(AsWritten.class, sql)
        .returns(sql, written -> written.statement().sql())
        .returns(RunPhase.EXPAND, AsWritten::phase)
        .returns(Optional.empty(), AsWritten::table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE SEQUENCE s OWNED BY t.c",
        "CREATE TEMP SEQUENCE s",
        "CREATE SCHEMA a CREATE TABLE b ()"
      })
  void objectThatHangsOnAnotherIsRefused(String sql) {
    assertThat(refusal(sql).code()).isEqualTo("not-understood");
  }
}
