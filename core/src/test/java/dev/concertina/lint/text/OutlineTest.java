package dev.concertina.lint.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {

  @Test
  void statements_end_at_semicolons() {
    assertThat(statements("SELECT 1; ; SELECT 2 -- two\n;\nSELECT 3"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';', E'\\';', \"a;b\"",
        "SELECT $$;$$, $tag$ ; $$ ; $tag$",
        "SELECT 'it''s; here'",
        "SELECT /* ; /* ; */ ; */ 1",
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END",
        "SELECT a$b$c"
      })
  void semicolons_of_a_statement_do_not_end_it(String statement) {
    assertThat(statements(statement + ";\nSELECT 2")).containsExactly(statement, "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'", "\"", "$$", "$a$", "/*", "E'\\", "\\", "(", "--", "$", "COPY t FROM stdin;"})
  void what_is_not_closed_ends_with_the_text(String open) {
    assertThat(Outline.of("SELECT 1; SELECT " + open).statements()).isNotEmpty();
  }

  @Test
  void a_comment_ends_at_a_carriage_return() {
    assertThat(statements("SELECT 1; -- one\rSELECT 2; -- two\r\nSELECT 3"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
  }

  @Test
  void commands_of_psql_and_data_of_copy_are_foreign() {
    String text =
        """
        \\restrict x'y
        COPY t (a) FROM stdin;
        it's; data
        \\.
        SELECT 1 \\gexec
        SELECT 2;
        """;

    assertThat(statements(text)).containsExactly("COPY t (a) FROM stdin", "SELECT 1", "SELECT 2");
    assertThat(Outline.of(text).foreign()).hasSize(3);
  }

  private static List<String> statements(String text) {
    return Outline.of(text).statements().stream().map(stretch -> stretch.of(text)).toList();
  }
}
