package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Trial.ResolvedExpression;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.TypeName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;
import java.util.Map;

class ExpressionTrialTest {

  private static final TableRef TABLE = TableRef.of("t");

  private static final String CREATE =
      "CREATE TABLE t (a varchar(50) NOT NULL, b int, \"we\"\"ird\" text, d jsonb,"
          + " at timestamp, g int GENERATED ALWAYS AS (b + 1) STORED)";

  @OnEveryServer
  void aBareColumnIsAPlainColumn(TestDatabase database) {
    database.execute(CREATE);

    assertThat(accepted(database, " t.a -- the name"))
        .isEqualTo(plain("a", "character varying(50)"));
    assertThat(accepted(database, "\"we\"\"ird\"")).isEqualTo(plain("we\"ird", "text"));
    assertThat(accepted(database, "(b)")).isEqualTo(plain("b", "integer"));
  }

  @OnEveryServer
  void aGeneratedColumnIsRefusedBecauseNoTriggerSeesIt(TestDatabase database) {
    database.execute(CREATE);

    assertThat(refused(database, "g + 1")).contains("generated column g");
  }

  @OnEveryServer
  void aConstantHasAType(TestDatabase database) {
    database.execute(CREATE);

    assertThat(accepted(database, "''")).isEqualTo(constant("''::text", "text"));
    assertThat(accepted(database, "0")).isEqualTo(constant("0", "integer"));
    assertThat(accepted(database, "NULL")).isEqualTo(constant("NULL::text", "text"));
    assertThat(accepted(database, "'{}'::jsonb")).isEqualTo(constant("'{}'::jsonb", "jsonb"));
  }

  @OnEveryServer
  void namesAreFoundLikeTheUserFindsThemAndComeBackQualified(TestDatabase database) {
    database.execute(
        CREATE,
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE FUNCTION norm(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)'");

    ResolvedExpression function = accepted(database, "norm(a) || ' ' || \"we\"\"ird\"");
    assertThat(function.expression().sql().sql())
        .isEqualTo("((public.norm((\"a\")::text) || ' '::text) || \"we\"\"ird\")");
    assertThat(function.expression().columns())
        .containsExactly(new Identifier("a"), new Identifier("we\"ird"));

    ResolvedExpression type = accepted(database, "CASE WHEN b > 0 THEN 'ok'::mood END");
    assertThat(type.type()).isEqualTo(new TypeName("public.mood"));
  }

  @OnEveryServer
  void anyTypeWillDoAlsoOneThatNoIndexTakes(TestDatabase database) {
    database.execute(CREATE);

    assertThat(accepted(database, "d::json").type()).isEqualTo(new TypeName("json"));
    assertThat(accepted(database, "point(b, b)").type()).isEqualTo(new TypeName("point"));
    assertThat(accepted(database, "d ? 'x'").type()).isEqualTo(new TypeName("boolean"));
    assertThat(accepted(database, "a::varchar(10)").type())
        .isEqualTo(new TypeName("character varying(10)"));
  }

  @OnEveryServer
  void theRowMayHaveOtherColumns(TestDatabase database) {
    database.execute(CREATE);
    Map<Identifier, String> columns =
        Map.of(new Identifier("b"), "text", new Identifier("New"), "date[]");

    for (String text : List.of("upper(b)", "\"New\"[1] + 1")) {
      Trial<?> trial = new Trial.Expression(TABLE, columns, text);
      assertThat(Reading.answer(database, trial).isAccepted()).as(text).isTrue();
    }
    for (String type : List.of("int NOT NULL", "int, DROP COLUMN a", "serial", "int DEFAULT 1")) {
      Trial<?> trial = new Trial.Expression(TABLE, Map.of(new Identifier("x"), type), "1");
      assertThat(Reading.answer(database, trial).isAccepted()).as(type).isFalse();
    }
  }

  @OnEveryServer
  void whatIsNotAFunctionOfTheRowIsRefusedInPlainWords(TestDatabase database) {
    database.execute(CREATE);

    assertThat(refused(database, "at::timestamptz"))
        .isEqualTo(
            "the expression depends on a session setting or changes from call to call;"
                + " every part of it must be IMMUTABLE");
    assertThat(refused(database, "random()")).contains("IMMUTABLE");
    assertThat(refused(database, "(SELECT 1)"))
        .isEqualTo("cannot use subquery in an expression over one row");
    assertThat(refused(database, "max(b)"))
        .isEqualTo("aggregate functions are not allowed in an expression over one row");
    assertThat(refused(database, "row_number() OVER ()"))
        .isEqualTo("window functions are not allowed in an expression over one row");
    assertThat(refused(database, "generate_series(1, b)"))
        .isEqualTo("set-returning functions are not allowed in an expression over one row");
    assertThat(refused(database, "nothing + 1")).isEqualTo("column \"nothing\" does not exist");
    assertThat(refused(database, "other.b")).contains("other");
    assertThat(refused(database, "1 / 0")).isEqualTo("division by zero");
    assertThat(refused(database, "t IS NULL")).isNotEmpty();
    assertThat(refused(database, "ctid")).isNotEmpty();
  }

  @OnEveryServer
  void hostileTextIsRefusedAndNotExecuted(TestDatabase database) {
    database.execute(CREATE, "CREATE TABLE victim (a int)");
    List<String> texts =
        List.of(
            "1)); DROP TABLE victim; --",
            "1; DROP TABLE victim",
            "1) AS x FROM t; COMMIT; DROP TABLE victim; --",
            "1 FROM t",
            "a, b",
            "",
            "*",
            "'\\'; COMMIT; DROP TABLE victim; --'");
    for (String text : texts) {
      Answer<?> answer = Reading.answer(database, new Trial.Expression(TABLE, Map.of(), text));
      if (!text.startsWith("'")) {
        assertThat(answer).as(text).isInstanceOf(Answer.Refused.class);
      }
      assertThat(database.query("SELECT count(*) FROM victim")).containsExactly("0");
    }
  }

  @OnEveryServer
  void aMissingTableIsRefused(TestDatabase database) {
    assertThat(refused(database, "1")).isEqualTo("table t does not exist");
  }

  private static ResolvedExpression accepted(TestDatabase database, String text) {
    return Reading.answer(database, new Trial.Expression(TABLE, Map.of(), text))
        .orThrow(reason -> new IllegalStateException(text + ": " + reason));
  }

  private static String refused(TestDatabase database, String text) {
    Answer<ResolvedExpression> answer =
        Reading.answer(database, new Trial.Expression(TABLE, Map.of(), text));
    assertThat(answer).as(text).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<ResolvedExpression>) answer).reason();
  }

  private static ResolvedExpression plain(String column, String type) {
    return new ResolvedExpression(RowExpression.column(new Identifier(column)), new TypeName(type));
  }

  private static ResolvedExpression constant(String text, String type) {
    return new ResolvedExpression(RowExpression.constant(text), new TypeName(type));
  }
}
