package dev.concertina.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @Test
  void breaks_before_a_clause() {
    assertThat(new SqlText(30).lines("UPDATE users SET full_name = user_name WHERE id > 1"))
        .containsExactly("UPDATE users", "    SET full_name = user_name", "    WHERE id > 1");
  }

  @Test
  void breaks_after_an_item() {
    assertThat(new SqlText(24).lines("SELECT alpha, beta, gamma, delta"))
        .containsExactly("SELECT alpha, beta,", "    gamma, delta");
  }

  @Test
  void keeps_the_lines_of_a_function_body_and_their_indentation() {
    assertThat(new SqlText(20).lines("BEGIN\n  RETURN coalesce(a, b);\nEND"))
        .containsExactly("BEGIN", "  RETURN coalesce(a,", "      b);", "END");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'one two three four five six seven'",
        "SELECT \"one two three four five six seven\"",
        "SELECT 'it''s one two three four five six'",
        "a -- one two three four five six seven eight",
      })
  void never_breaks_inside_quotes_or_comments(String sql) {
    assertThat(String.join("\n", new SqlText(20).lines(sql)).replaceFirst("\n +", " "))
        .isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 40, 100})
  void never_loses_anything(int width) {
    String sql =
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0 AND b < 'x y z' OR d IS NULL) NOT VALID";

    assertThat(String.join(" ", new SqlText(width).lines(sql)).replaceAll(" +", " "))
        .isEqualTo(sql);
  }
}
