package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class SqlSyntaxExceptionTest {

  @Test
  void pointsAtTheMistake() {
    assertAt("SELECT 1 FROM FROM", "syntax error at or near \"FROM\"", 14, 1, 15);
    assertAt("FROM", "syntax error at or near \"FROM\"", 0, 1, 1);
    assertAt("SELECT 1;\n\n SELEC 2", "syntax error at or near \"SELEC\"", 12, 3, 2);
    assertAt("SELECT 1 +", "syntax error at end of input", 10, 1, 11);
  }

  @Test
  void countsCharsBehindCharactersOfSeveralBytes() {
    assertAt("SELECT 'é€' FROM FROM", "syntax error at or near \"FROM\"", 17, 1, 18);
    assertAt("-- 😀\nSELECT '😀😀' FROM FROM", "syntax error at or near \"FROM\"", 25, 2, 18);
    assertAt("SELECT é😀 +", "syntax error at end of input", 12, 1, 12);
    assertAt("SELECT '😀", "unterminated quoted string at or near \"'😀\"", 7, 1, 8);
  }

  @Test
  void hasNoPositionWherePostgresNamesNone() {
    assertAt("SELECT E'\\xff'", "invalid byte sequence for encoding \"UTF8\": 0xff", -1, 0, 0);
  }

  @Test
  void refusesWhatUtf8OrCCannotHold() {
    assertAt("SELECT 1;\0DROP TABLE t", "the text holds a NUL character", 9, 1, 10);
    assertAt("é\ud83dx", "the text holds half of a surrogate pair", 1, 1, 2);
  }

  private static void assertAt(String sql, String message, int offset, int line, int column) {
    SqlSyntaxException e = catchThrowableOfType(SqlSyntaxException.class, () -> PARSER.parse(sql));
    assertThat(e).hasMessage(message);
    assertThat(e.offset()).isEqualTo(offset);
    assertThat(e.line()).isEqualTo(line);
    assertThat(e.column()).isEqualTo(column);
  }
}
