package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortionsTest {

  /** Every semicolon in it that ends no statement would be a wrong place to cut. */
  private static final String TRAPS =
      """
      SELECT 'a;' -- b; SELECT 2
        , E'c\\';', $d$ e; $d$, "f;";
      -- g; SELECT 3; /*
      /* h; /* i; */ SELECT 4; */
      CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 5; END;
      CREATE RULE r AS ON INSERT TO t DO (SELECT 6; SELECT 7);;
      DO $$ BEGIN PERFORM 8; END $$; SELECT 'ü', '😀;'; SELECT 9
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20, 64, 1000})
  void cutsOnlyWhereAStatementEnds(int size) {
    assertThat(new Portions(TRAPS, size, PARSER::parse).texts()).isEqualTo(whole(TRAPS)).hasSize(6);
  }

  static List<String> scripts() throws IOException {
    return Samples.scripts();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void readsWhatTheWholeScriptHolds(String sql) {
    assertThat(new Portions(sql, 30, PARSER::parse).texts()).isEqualTo(whole(sql));
  }

  @Test
  void holdsATreeOfAPortionAtATime() {
    List<Integer> lengths = new ArrayList<>();
    String sql = "SELECT 1;\n".repeat(1000);

    List<String> texts =
        new Portions(
                sql,
                100,
                portion -> {
                  lengths.add(portion.length());
                  return PARSER.parse(portion);
                })
            .texts();

    assertThat(texts).hasSize(1000).containsOnly("SELECT 1");
    assertThat(lengths).allMatch(length -> length <= 100).hasSizeBetween(100, 120);
  }

  @Test
  void saysWhereTheScriptIsWrong() {
    String sql = "SELECT 'ü';\n".repeat(50) + "SELECT 1;\n SELEC 2;\n" + "SELECT 3;\n".repeat(50);

    assertThatThrownBy(() -> new Portions(sql, 100, PARSER::parse).texts())
        .isInstanceOfSatisfying(
            SqlSyntaxException.class,
            e -> {
              assertThat(e).hasMessage("syntax error at or near \"SELEC\"");
              assertThat(e.line()).isEqualTo(52);
              assertThat(e.column()).isEqualTo(2);
            });
  }

  private static List<String> whole(String sql) {
    return PARSER.parse(sql).statements().stream().map(ParsedStatement::text).toList();
  }
}
