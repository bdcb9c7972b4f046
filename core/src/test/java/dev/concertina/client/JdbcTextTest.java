package dev.concertina.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{? = call f(?, ?)} | SELECT * FROM f(?, ?)",
        "{ call shop.close }   | SELECT * FROM shop.close()",
        "CALL p(?)           | CALL p(?)"
      })
  void aCallIsWrittenAsTheDriverSendsIt(String jdbc, String sent) {
    assertThat(JdbcText.called(jdbc)).isEqualTo(sent);
  }

  @Test
  void generatedKeysAreReturnedByTheStatement() {
    String insert = "INSERT INTO users (name) VALUES (?)";
    int keys = Statement.RETURN_GENERATED_KEYS;
    assertThat(JdbcText.returning(insert + ";", keys)).isEqualTo(insert + "\nRETURNING *");
    assertThat(JdbcText.returning(insert, new String[] {"id", "a\"b"}))
        .isEqualTo(insert + "\nRETURNING \"id\", \"a\"\"b\"");
    assertThat(JdbcText.returning(insert + " RETURNING id", keys))
        .isEqualTo(insert + " RETURNING id");
    assertThat(JdbcText.returning("SELECT 1", keys)).isEqualTo("SELECT 1");
    assertThat(JdbcText.returning(insert, Statement.NO_GENERATED_KEYS)).isEqualTo(insert);
    assertThat(JdbcText.returning(insert, null)).isEqualTo(insert);
  }
}
