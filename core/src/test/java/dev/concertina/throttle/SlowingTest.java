package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlowingTest {

  private final Slowing slowing = new Slowing();

  @Test
  void whereThereIsRoomItGrowsToFullSpeed() {
    assertThat(slowing.share()).isEqualTo(0.1);
    looks(11, 0.1);
    assertThat(slowing.share()).isEqualTo(1);
  }

  @Test
  void itIsHalvedBeforeTheLimitButNeverStops() {
    slowing.look(0.7);
    assertThat(slowing.share()).isCloseTo(0.05, within(1e-9));
    looks(20, 3);
    assertThat(slowing.share()).isEqualTo(0.05);
  }

  @Test
  void inBetweenItStays() {
    looks(3, 0.5);
    assertThat(slowing.share()).isEqualTo(0.1);
  }

  private void looks(int times, double used) {
    for (int i = 0; i < times; i++) {
      slowing.look(used);
    }
  }
}
