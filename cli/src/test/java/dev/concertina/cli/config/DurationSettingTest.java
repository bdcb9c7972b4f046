package dev.concertina.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSettingTest {

  @ParameterizedTest
  @CsvSource({
    "200ms,PT0.2S",
    "30s,PT30S",
    "5m,PT5M",
    "5min,PT5M",
    "1h,PT1H",
    "1d,PT24H",
    " 2 s ,PT2S"
  })
  void reads_a_number_with_its_unit(String text, Duration expected) {
    assertThat(DurationSetting.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1w", "9999999999s"})
  void refuses_everything_else_with_examples(String text) {
    assertThatThrownBy(() -> DurationSetting.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write 200ms, 30s, 5m or 1h");
  }
}
