package dev.concertina.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "200ms,PT0.2S",
    "30s,PT30S",
    "5m,PT5M",
    "5min,PT5M",
    "1h,PT1H",
    "14d,PT336H",
    " 2 S ,PT2S",
    "0s,PT0S"
  })
  void aWholeNumberWithItsUnitIsADuration(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1w", "9999999999s"})
  void anythingElseIsNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
