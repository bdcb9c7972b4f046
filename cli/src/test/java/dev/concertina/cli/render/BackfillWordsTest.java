package dev.concertina.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillWordsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          200,     900,      less than a second left
          500,     2500,     up to 3 s left
          4000,    5000,     about 4–5 s left
          5000,    5000,     about 5 s left
          100000,  110000,   about 100–110 s left
          245000,  331000,   about 4–6 min left
          7300000, 10900000, about 2–4 h left
          """)
  void the_time_left_is_a_range_in_whole_units(long low, long high, String words) {
    Estimate estimate = new Estimate(Duration.ofMillis(low), Duration.ofMillis(high));

    assertThat(BackfillWords.left(Optional.of(estimate))).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          max-lag, standby s1 is 7.2 s behind (limit 5 s), throttled by max-lag: standby s1 is 7.2 s behind (limit 5 s)
          paused,  paused by ann,                          paused by ann
          """)
  void a_hold_names_its_limit(String signal, String reason, String words) {
    assertThat(BackfillWords.hold(new Hold(signal, reason, Instant.EPOCH))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 100 %", "0, 10, 0 %", "3, 10, 30 %", "12, 10, 100 %"})
  void a_share_of_nothing_is_all(long done, long total, String words) {
    assertThat(BackfillWords.percent(done, total)).isEqualTo(words);
  }
}
