package dev.concertina.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

  private static final Duration TARGET = Duration.ofMillis(50);
  private static final Duration PAGE = Duration.ofNanos(50_000);

  @Test
  void itFindsItsSizeWithinAHandfulOfBatches() {
    BatchSize size = BatchSize.first();
    for (int batch = 0; batch < 4; batch++) {
      size = size.after(size.pages(), PAGE.multipliedBy(size.pages()), TARGET);
    }
    assertThat(size.pages()).isEqualTo(1000);
  }

  @Test
  void itShrinksAtOnce() {
    BatchSize size = new BatchSize(1000);

    assertThat(size.after(1000, Duration.ofMillis(500), TARGET).pages()).isEqualTo(100);
    assertThat(size.after(1000, Duration.ofMinutes(5), TARGET).pages()).isEqualTo(1);
    assertThat(size.halfOf(1000).pages()).isEqualTo(500);
  }

  @Test
  void aBatchThatTheEndOfAWindowCutShortMakesItNoSmaller() {
    BatchSize size = new BatchSize(1000);

    assertThat(size.after(10, Duration.ofMillis(1), TARGET).pages()).isEqualTo(1000);
    assertThat(size.after(10, Duration.ofMillis(50), TARGET).pages()).isEqualTo(1000);
    assertThat(size.after(10, Duration.ofMillis(500), TARGET).pages()).isEqualTo(1);
  }

  @Test
  void anOpenBatchHoldsFewOfTheRowsOfASmallTable() {
    assertThat(BatchSize.most(100, 8)).isEqualTo(16);
    assertThat(BatchSize.most(6_000, 8)).isEqualTo(240);
    assertThat(BatchSize.most(6_000, 1)).isEqualTo(30);
    assertThat(BatchSize.most(1_000_000, 8)).isGreaterThan(BatchSize.LARGEST);
  }

  @Test
  void itStaysWithinItsBounds() {
    BatchSize size = BatchSize.first();
    for (int i = 0; i < 100; i++) {
      size = size.after(size.pages(), Duration.ZERO, TARGET);
    }
    assertThat(size.pages()).isEqualTo(BatchSize.LARGEST);
    for (int i = 0; i < 100; i++) {
      size = size.halfOf(size.pages());
    }
    assertThat(size.pages()).isEqualTo(1);
  }
}
