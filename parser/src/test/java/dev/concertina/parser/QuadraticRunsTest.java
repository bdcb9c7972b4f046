package dev.concertina.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuadraticRunsTest {

  private final PostgresParser parser = new PostgresParser();

  @Test
  void a_run_of_comments_would_take_hours_and_is_refused() {
    String run = "/*".repeat(200_000);
    assertThatThrownBy(() -> parser.parse(run + "SELECT 1"))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> parser.tokens("SELECT 1 " + run))
        .isInstanceOf(SqlSyntaxException.class);
  }

  @Test
  void a_run_of_signs_would_take_hours_and_is_refused() {
    assertThatThrownBy(() -> parser.parse("SELECT " + "+".repeat(400_000) + "1"))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessageContaining("too many signs");
    assertThat(parser.parse("SELECT " + "+".repeat(100) + "1").statements()).hasSize(1);
  }

  @Test
  void banners_and_nested_comments_are_comments() {
    String rule = "-".repeat(2_000) + "\n";
    String banner = rule + "/" + "*".repeat(2_000) + "/ SELECT 1; /* /* a */ /* b */ */";
    assertThat(parser.parse(banner).statements()).hasSize(1);
  }
}
