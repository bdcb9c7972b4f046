package dev.concertina.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "SELECT ? + ? | SELECT $1 + $2",
        "SELECT '?', ? | SELECT '?', $1",
        "SELECT 'it''s ?', ? | SELECT 'it''s ?', $1",
        "SELECT E'\\'?', ? | SELECT E'\\'?', $1",
        "SELECT \"a?\" FROM t WHERE b = ? | SELECT \"a?\" FROM t WHERE b = $1",
        "SELECT $$?$$, $a$ ? $a$, ? | SELECT $$?$$, $a$ ? $a$, $1",
        "SELECT /* ? /* ? */ ? */ ? | SELECT /* ? /* ? */ ? */ $1",
        "SELECT a ?? 'k', ? | SELECT a ? 'k', $1",
        "SELECT a$b, ? | SELECT a$b, $1",
        "SELECT ? -- why? | SELECT $1 -- why?"
      })
  void onlyRealPlaceholdersGetANumber(String jdbc, String numbered) {
    assertThat(Placeholders.numbered(jdbc)).isEqualTo(numbered);
  }
}
