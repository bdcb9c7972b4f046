package dev.concertina.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifierTest {

  @Test
  void quotes_itself_whatever_it_holds() {
    assertThat(new Identifier("user").sql()).isEqualTo("\"user\"");
    assertThat(new Identifier("a\"; DROP TABLE x; --").sql())
        .isEqualTo("\"a\"\"; DROP TABLE x; --\"");
  }

  @Test
  void refuses_what_postgresql_would_cut_or_cannot_store() {
    assertThatThrownBy(() -> new Identifier("x".repeat(64))).hasMessageContaining("63 bytes");
    assertThatThrownBy(() -> new Identifier("é".repeat(32))).hasMessageContaining("63 bytes");
    assertThatThrownBy(() -> new Identifier("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Identifier("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_with_one_63_byte_prefix_have_different_derived_names() {
    String prefix = "é".repeat(30);
    Identifier one = new Identifier(prefix + "abc").derived("v7");
    Identifier two = new Identifier(prefix + "abd").derived("v7");
    assertThat(one).isNotEqualTo(two);
    for (Identifier derived : List.of(one, two)) {
      assertThat(derived.value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
      assertThat(derived.value()).startsWith("é").contains("_v7_");
    }
  }

  @Test
  void a_cut_never_splits_a_character() {
    Identifier derived = new Identifier("😀".repeat(15)).derived("v7");
    assertThat(new String(derived.value().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(derived.value());
    assertThat(derived.value()).doesNotContain("?");
  }

  @Test
  void sorts_by_bytes_as_postgresql_sorts_triggers() {
    assertThat(new Identifier("~x")).isGreaterThan(new Identifier("zz"));
    assertThat(new Identifier("étag")).isGreaterThan(new Identifier("~x"));
    assertThat(new Identifier("Z")).isLessThan(new Identifier("a"));
  }
}
