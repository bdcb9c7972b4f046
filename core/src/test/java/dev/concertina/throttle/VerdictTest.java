package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.Share;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Duration BATCH = Duration.ofMillis(50);

  @Test
  void withAllOfTheTimeThereIsNoRest() {
    assertThat(verdict(1, false).rest(BATCH)).isZero();
  }

  @Test
  void afterABatchItRestsSoThatBatchesHaveTheirShare() {
    assertThat(verdict(0.5, false).rest(BATCH)).isEqualTo(BATCH);
    assertThat(verdict(0.2, false).rest(BATCH)).isEqualTo(BATCH.multipliedBy(4));
  }

  @Test
  void whereAllBatchesRestItIsAskedAgainBeforeLong() {
    assertThat(verdict(0.05, true).rest(Duration.ZERO)).isBetween(Duration.ofMillis(1), BATCH);
  }

  private static Verdict verdict(double part, boolean rests) {
    Optional<Share> share = Share.of("duty", part, "as it was set");
    return new Verdict(Optional.empty(), Limits.STANDARD, share, true, rests, 0);
  }
}
