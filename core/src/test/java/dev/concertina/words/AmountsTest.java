package dev.concertina.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource({"800, 800 ms", "7300, 7.3 s", "5000, 5 s", "600000, 10 min", "12600000, 3.5 h"})
  void durationsArePlain(long millis, String text) {
    assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void aMomentIsToldToTheSecond() {
    Instant moment = Instant.parse("2026-11-21T09:30:05.123456Z");
    assertThat(Amounts.moment(moment)).isEqualTo("2026-11-21T09:30:05Z");
  }

  @ParameterizedTest
  @CsvSource({"17, 17 B", "1536, 1.5 kB", "52428800, 50 MB", "1099511627776, 1 TB"})
  void bytesAreInTheServersUnits(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }
}
