package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedExpressionTest {

  @Test
  void findsColumnsAndTheirPlaces() {
    String sql =
        "'😀' || \"Quoted\" . \"Na\"\"me\" || T/* x */.col || lower(c) || U&\"d\" UESCAPE '!'";
    ParsedExpression expression = PARSER.parseExpression(sql);

    assertThat(expression.columns())
        .extracting(c -> String.join(".", c.names()))
        .containsExactly("Quoted.Na\"me", "t.col", "c", "d");
    assertThat(expression.columns())
        .extracting(c -> sql.substring(c.start(), c.end()))
        .containsExactly("\"Quoted\" . \"Na\"\"me\"", "T/* x */.col", "c", "U&\"d\" UESCAPE '!'");
  }

  @Test
  void rendersWithColumnsReplaced() {
    ParsedExpression expression =
        PARSER.parseExpression(" -- why\n coalesce(u.a, 'a') || a /* b */ || (t.c).d[a] -- end");

    assertThat(expression.render(c -> "NEW.\"" + c.names().get(c.names().size() - 1) + "\""))
        .isEqualTo("coalesce(NEW.\"a\", 'a') || NEW.\"a\" /* b */ || (NEW.\"c\").d[NEW.\"a\"]");
  }

  @Test
  void givesTheTree() {
    ParsedExpression expression = PARSER.parseExpression("a::bigint");

    assertThat(expression.tree().kind()).isEqualTo("TypeCast");
    assertThat(expression.tree().node("arg").orElseThrow().offset()).contains(0);
    assertThat(PARSER.parseExpression("42").columns()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(*)",
        "(SELECT max(x) FROM t)",
        "a IS NOT NULL AND NOT b",
        "CASE WHEN a THEN 1 END",
        "ROW(1, 2)",
        "ARRAY[a, b]",
        "1 -- the rest"
      })
  void acceptsExpressions(String sql) {
    assertThat(PARSER.parseExpression(sql).sql()).isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- nothing",
        "1; DROP TABLE x",
        "1;",
        ";",
        "1 FROM y",
        "1 AS x",
        "1 x",
        "a, b",
        "*",
        "t.*",
        "(SELECT * FROM t)",
        "ALL a",
        "DISTINCT a",
        "DISTINCT ON (a) b",
        "1 INTO t",
        "1 WHERE true",
        "1 GROUP BY 1",
        "1 HAVING true",
        "1 ORDER BY 1",
        "1 LIMIT 1",
        "1 LIMIT ALL",
        "1 OFFSET 1",
        "1 FETCH FIRST ROW ONLY",
        "1 FOR UPDATE",
        "1 WINDOW w AS ()",
        "1 UNION SELECT 2",
        "1) + (2",
        "1 /*",
        "SELECT 1"
      })
  void refusesAnythingElse(String sql) {
    assertThatThrownBy(() -> PARSER.parseExpression(sql)).isInstanceOf(SqlSyntaxException.class);
  }

  @Test
  void pointsAtTheMistakeInTheExpression() {
    assertThatThrownBy(() -> PARSER.parseExpression("é + \n )"))
        .isInstanceOfSatisfying(
            SqlSyntaxException.class,
            e -> {
              assertThat(e).hasMessage("syntax error at or near \")\"");
              assertThat(e.offset()).isEqualTo(6);
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(2);
            });
  }
}
