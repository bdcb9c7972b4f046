package dev.concertina.lint.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "DROP TABLE ${schema.name}.t, DROP TABLE __schema_name_.t",
        "SELECT :name, SELECT  name",
        "SELECT :'name', SELECT  'name'",
        "SELECT * FROM :\"t\", SELECT * FROM  \"t\""
      })
  void a_placeholder_becomes_a_name_of_its_length(String written, String read) {
    assertThat(Legible.of(written)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a::int, b[1:2], b[x:y], ':name', '${a}', $$ ${a} :b $$",
        "-- ${a} :b\nSELECT 1",
        "SELECT f(a := 1), '\\', \"\\\""
      })
  void everything_else_stays(String text) {
    assertThat(Legible.of(text)).isEqualTo(text);
  }

  @Test
  void what_is_foreign_leaves_its_lines() {
    assertThat(Legible.of("\\set a b\nCOPY t FROM stdin;\n1\n2\n\\.\nSELECT 1 \\g\n"))
        .isEqualTo("\nCOPY t FROM stdin;\n\n\n\nSELECT 1 ;\n");
  }
}
