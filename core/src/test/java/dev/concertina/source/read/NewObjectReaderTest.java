package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.CreateObject;
import dev.concertina.change.RunPhase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewObjectReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TYPE a AS ENUM ('x')|TYPE|\"a\"",
        "CREATE TYPE s.a AS (x int)|TYPE|\"s\".\"a\"",
        "CREATE TYPE a AS RANGE (subtype = int4)|TYPE|\"a\"",
        "CREATE DOMAIN a AS int CHECK (value > 0)|DOMAIN|\"a\"",
        "CREATE SEQUENCE a START 5 OWNED BY t.c|SEQUENCE|\"a\"",
        "CREATE SCHEMA a|SCHEMA|\"a\"",
        "CREATE EXTENSION citext|EXTENSION|\"citext\"",
        "CREATE VIEW \"V\" AS SELECT 1|VIEW|\"V\"",
        "CREATE MATERIALIZED VIEW m AS SELECT 1|MATERIALIZED_VIEW|\"m\"",
        "CREATE PUBLICATION p FOR ALL TABLES|PUBLICATION|\"p\"",
        "CREATE STATISTICS s ON a, b FROM t|STATISTICS|\"s\"",
        "CREATE FUNCTION s.f(a int, OUT b text, VARIADIC c text[]) LANGUAGE sql AS ''|FUNCTION"
            + "|\"s\".\"f\"(\"pg_catalog\".\"int4\", \"text\"[])",
        "CREATE PROCEDURE p(numeric(3,1)) LANGUAGE sql AS ''|PROCEDURE"
            + "|\"p\"(\"pg_catalog\".\"numeric\")",
        "CREATE TRIGGER g AFTER INSERT ON s.t EXECUTE FUNCTION f()|TRIGGER|\"g\" ON \"s\".\"t\"",
        "CREATE RULE r AS ON INSERT TO t DO NOTHING|RULE|\"r\" ON \"t\"",
        "CREATE POLICY p ON t|POLICY|\"p\" ON \"t\"",
      })
  void is_known_by_its_kind_and_name(String sql, String kind, String name) {
    assertChange(CreateObject.class, sql)
        .returns(sql, create -> create.statement().sql())
        .returns(kind, create -> create.object().kind().name())
        .returns(name, create -> create.object().sql());
  }

  @Test
  void what_it_says_of_one_that_is_there_is_kept() {
    assertChange(CreateObject.class, "CREATE SEQUENCE IF NOT EXISTS s")
        .returns(true, CreateObject::ifNotExists);
    assertChange(
            CreateObject.class,
            "-- concertina: phase = contract\nCREATE OR REPLACE VIEW v AS SELECT 1")
        .returns(true, CreateObject::replaces)
        .returns(Optional.of(RunPhase.CONTRACT), CreateObject::phase);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TEMP SEQUENCE s",
        "CREATE SCHEMA a CREATE TABLE b ()",
        "CREATE TABLE a AS SELECT 1",
        "CREATE STATISTICS ON a, b FROM t"
      })
  void what_cannot_be_known_by_its_name_is_refused(String sql) {
    assertThat(refusal(sql).code()).isEqualTo("not-understood");
  }
}
