package dev.concertina.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      Unmatched argument: 'postgres://u:geheim@h/d'   | Unmatched argument: 'postgres://u:***@h/d'
      postgres://u:ge@heim@h/d                        | postgres://u:***@h/d
      postgres://u:ge/heim@h/d                        | postgres://u:***@h/d
      jdbc:postgresql://h/d?user=u&password=geheim&x=1 | jdbc:postgresql://h/d?user=u&password=***&x=1
      password=geheim                                 | password=***
      postgres://u@h/d                                | postgres://u@h/d
      postgres://h:5432/d                             | postgres://h:5432/d
      the password of the role is wrong               | the password of the role is wrong
      """)
  void masks_passwords_and_nothing_else(String text, String expected) {
    assertThat(Secrets.mask(text)).isEqualTo(expected);
  }
}
