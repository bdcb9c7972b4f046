package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayRateTest {

  private static final long MB = 1 << 20;

  private final ReplayRate rate = new ReplayRate();

  @Test
  void whoHasShownNothingIsSupposedToBeSlow() {
    tell(0, 0, 0);
    assertThat(rate.bytesPerSecond()).isEqualTo(4 * MB);
  }

  @Test
  void whoIsBusyShowsItsRate() {
    tell(0, 100, 0);
    tell(500, 100, 6);
    tell(1000, 100, 10);
    assertThat(rate.bytesPerSecond()).isBetween(7.9 * MB, 10.0 * MB);
  }

  /** A first pass over a window writes images of pages, the passes after it small records. */
  @Test
  void whoGetsSlowerIsBelievedAtOnceAndWhoGetsFasterLater() {
    tell(0, 100, 0);
    tell(1000, 100, 9);
    tell(2000, 100, 18);
    tell(3000, 100, 20);
    assertThat(rate.bytesPerSecond()).isEqualTo(2 * MB);
    tell(4000, 100, 29);
    assertThat(rate.bytesPerSecond()).isBetween(7 * MB * 1.0, 7.5 * MB);
  }

  @Test
  void noRateIsBelievedThatOnlyImagesOfPagesAllow() {
    tell(0, 200, 0);
    tell(500, 200, 40);
    tell(1000, 200, 80);
    assertThat(rate.bytesPerSecond()).isEqualTo(10 * MB);
  }

  @Test
  void whoRunsOutOfWorkShowsWhatItCanDoAtLeast() {
    tell(0, 10, 0);
    tell(500, 20, 10);
    tell(1000, 20, 20);
    tell(9000, 20, 20);
    assertThat(rate.bytesPerSecond()).isEqualTo(4 * MB);
    tell(9500, 60, 23);
    assertThat(rate.bytesPerSecond()).isEqualTo(6 * MB);
  }

  @Test
  void aWordThatIsToldAgainIsNoStandstill() {
    tell(0, 100, 0);
    tell(500, 100, 5);
    tell(500, 100, 5);
    tell(500, 100, 5);
    assertThat(rate.bytesPerSecond()).isEqualTo(10 * MB);
  }

  @Test
  void aStandstillIsNotEndless() {
    tell(0, 100, 0);
    tell(5000, 100, 0);
    assertThat(rate.bytesPerSecond()).isEqualTo(MB);
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    tell(0, 100, 0);
    tell(1000, 100, 50);
    tell(5000, 100, 52);
    tell(7000, 100, 60);
    assertThat(rate.bytesPerSecond()).isBetween(1.6 * MB, 1.7 * MB);
  }

  @Test
  void aClockOrAPositionThatGoesBackBeginsAnew() {
    tell(0, 100, 0);
    tell(1000, 100, 50);
    tell(500, 100, 60);
    assertThat(rate.bytesPerSecond()).isEqualTo(4 * MB);
    tell(1500, 100, 70);
    tell(2500, 100, 10);
    assertThat(rate.bytesPerSecond()).isEqualTo(4 * MB);
  }

  private void tell(long millis, long receivedMb, long replayedMb) {
    rate.tell(new ReplayRate.Told(millis * 1000, receivedMb * MB, replayedMb * MB));
  }
}
