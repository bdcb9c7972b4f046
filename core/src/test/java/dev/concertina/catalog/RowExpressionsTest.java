package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowExpressionsTest {

  private final RowExpressions expressions =
      new RowExpressions(
          Sources.PARSER,
          QualifiedName.of("public", "t"),
          Set.of(new Identifier("a"), new Identifier("we\"ird"), new Identifier("Ünï")));

  @Test
  void everyReferenceIsFoundAndNothingElse() {
    RowExpression read =
        expressions.read("public.f(a, 'a \"a\" é' || (\"we\"\"ird\").city) + t.\"Ünï\" - a");

    assertThat(bound(read))
        .isEqualTo(
            "public.f(NEW.\"a\", 'a \"a\" é' || (NEW.\"we\"\"ird\").city)"
                + " + NEW.\"Ünï\" - NEW.\"a\"");
  }

  @Test
  void aBareColumnIsPlain() {
    assertThat(expressions.read("a").isPlainColumn()).isTrue();
    assertThat(expressions.read("t.a").isPlainColumn()).isTrue();
    assertThat(expressions.read("lower(a)").isPlainColumn()).isFalse();
  }

  @Test
  void theRowAsAWholeAndColumnsOfOthersAreRefused() {
    for (String text : new String[] {"t", "t.*", "f(t.*)", "other.a", "b", "public.t.a", "a, a"}) {
      assertThatThrownBy(() -> expressions.read(text))
          .as(text)
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining(text);
    }
  }

  private static String bound(RowExpression expression) {
    return expression.bind(name -> Sql.of("NEW.{}", name)).sql();
  }
}
