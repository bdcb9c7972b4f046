package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScanTest {

  @Test
  void findsCommentsBetweenAndInsideStatements() {
    String sql = "-- é one\r\nSELECT /* two /* nested */ 😀 */ 1 --three\n;/**/";
    ParsedScript script = PARSER.parse(sql);

    assertThat(script.comments())
        .extracting(Comment::text)
        .containsExactly("é one", "two /* nested */ 😀", "three", "");
    assertThat(script.comments())
        .extracting(c -> sql.substring(c.start(), c.end()))
        .containsExactly("-- é one", "/* two /* nested */ 😀 */", "--three", "/**/");
    assertThat(script.comments()).extracting(Comment::line).containsExactly(1, 2, 2, 3);
  }

  @Test
  void seesNoCommentInsideQuotes() {
    String sql =
        """
        SELECT '-- a', 'it''s /* b', E'\\' -- c', "-- d""/*", U&"/* e", $$-- f$$, $t$ $$ /* g $t$,
          'h'
          '-- i', a - -1, b @-/* j */c
        """;

    assertThat(PARSER.parse(sql).comments()).extracting(Comment::text).containsExactly("j");
  }

  @Test
  void takesBackslashesLiterallyInPlainStrings() {
    assertThat(PARSER.parse("SELECT 'a\\' -- b").comments()).hasSize(1);
  }

  @Test
  void tellsKindsOfTokens() {
    List<Token> tokens =
        PARSER
            .parse(
                "SELECT a, \"B\", U&\"c\", e, 'x', E'x', B'1', x'1F', U&'x', $$x$$, $1, 1, .5, 1e3"
                    + " , été <> é")
            .tokens();

    assertThat(tokens.stream().filter(t -> !t.is(",")).map(t -> t.kind().name()).toList())
        .containsExactly(
            ("KEYWORD IDENTIFIER QUOTED_IDENTIFIER QUOTED_IDENTIFIER IDENTIFIER STRING STRING STRING"
                    + " STRING STRING STRING PARAMETER NUMBER NUMBER NUMBER IDENTIFIER SYMBOL"
                    + " IDENTIFIER")
                .split(" ", -1));
  }

  @Test
  void placesAWordBehindAKeyword() {
    ParsedScript script = PARSER.parse("SELECT 1; create /* 😀 */ unique index i ON t (a)");
    ParsedStatement statement = script.statements().get(1);

    Token index =
        script.tokensOf(statement).stream().filter(t -> t.is("INDEX")).findFirst().orElseThrow();

    assertThat(new StringBuilder(statement.text()).insert(index.end(), " CONCURRENTLY").toString())
        .isEqualTo("create /* 😀 */ unique index CONCURRENTLY i ON t (a)");
  }

  @Test
  void survivesControlCharactersQuotesAndBackslashes() {
    String odd = "'\u0001\t\u001f\u007f\u0085\"\\'";

    assertThat(PARSER.parse("SELECT " + odd + " -- \u0002\"\\").tokens())
        .extracting(Token::text)
        .containsExactly("SELECT", odd);
  }
}
