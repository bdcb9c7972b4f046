package dev.concertina.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void fills_holes_in_order() {
    assertThat(Sql.of("SELECT {} FROM {}", new Identifier("a"), QualifiedName.of("s", "t")))
        .hasToString("SELECT \"a\" FROM \"s\".\"t\"");
  }

  @Test
  void a_hole_in_a_part_is_not_filled() {
    assertThat(Sql.of("{} {}", Sql.literal("{}"), Sql.number(1))).hasToString("'{}' 1");
  }

  @Test
  void refuses_parts_and_holes_that_do_not_match() {
    assertThatThrownBy(() -> Sql.of("{}")).hasMessageContaining("more holes");
    assertThatThrownBy(() -> Sql.of("", Sql.number(1))).hasMessageContaining("more parts");
  }

  @Test
  void a_literal_cannot_end_itself() {
    assertThat(Sql.literal("it's \\'")).hasToString("'it''s \\'''");
  }

  @Test
  void a_dollar_quote_cannot_be_ended_from_inside() {
    Sql quoted = Sql.dollarQuoted(Sql.of("x $concertina$ y $concertina1$"));
    assertThat(quoted.sql()).startsWith("$concertina2$").endsWith("$concertina2$");
  }
}
