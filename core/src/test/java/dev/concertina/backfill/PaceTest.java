package dev.concertina.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.Estimate;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

  private long now;
  private final Pace pace = new Pace(() -> now);

  @Test
  void estimates_nothing_before_it_has_seen_a_few_seconds() {
    assertThat(pace.left(1000)).isEmpty();

    second(100);
    second(100);
    assertThat(pace.left(1000)).isEmpty();

    second(100);
    assertThat(pace.left(1000)).isPresent();
  }

  @Test
  void says_the_rate_from_the_first_batch_on() {
    now = Duration.ofMillis(500).toNanos();
    pace.walked(10, 200, 4);

    assertThat(pace.rowsPerSecond()).isEqualTo(400);
    assertThat(pace.batchRows()).isEqualTo(50);
  }

  @Test
  void a_walk_that_begins_again_is_no_walk_backwards() {
    for (int i = 0; i < 4; i++) {
      second(100);
    }
    now += Duration.ofSeconds(1).toNanos();
    pace.walked(-1_400, -1_400, 1);

    Estimate left = pace.left(1_000).orElseThrow();

    assertThat(left.low()).isPositive();
    assertThat(left.high()).isGreaterThan(left.low());
    assertThat(pace.rowsPerSecond()).isPositive();
    assertThat(pace.batchRows()).isZero();
  }

  @Test
  void a_steady_walk_has_a_narrow_estimate_around_the_truth() {
    for (int i = 0; i < 60; i++) {
      second(100);
    }

    Estimate left = pace.left(30_000).orElseThrow();

    assertThat(left.low()).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(300));
    assertThat(left.high()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(330));
    assertThat(left.middle()).isBetween(left.low(), left.high());
  }

  @Test
  void the_more_the_pace_varies_the_wider_is_the_estimate() {
    Pace uneven = new Pace(() -> now);
    for (int i = 0; i < 20; i++) {
      now += Duration.ofSeconds(1).toNanos();
      pace.walked(100, 100, 1);
      uneven.walked(i % 2 == 0 ? 10 : 190, 100, 1);
    }

    assertThat(width(uneven.left(500).orElseThrow()))
        .isGreaterThan(width(pace.left(500).orElseThrow()).multipliedBy(3));
  }

  @Test
  void a_pause_belongs_to_the_pace() {
    for (int i = 0; i < 10; i++) {
      second(100);
    }
    Estimate before = pace.left(1000).orElseThrow();
    now += Duration.ofSeconds(50).toNanos();
    pace.walked(100, 100, 1);

    assertThat(pace.left(1000).orElseThrow().middle()).isGreaterThan(before.middle());
  }

  @Test
  void forgets_how_it_was_a_while_ago() {
    for (int i = 0; i < 100; i++) {
      second(1000);
    }
    for (int i = 0; i < 40; i++) {
      second(10);
    }

    assertThat(pace.left(100).orElseThrow().low()).isGreaterThan(Duration.ofSeconds(8));
  }

  @Test
  void knows_nothing_where_nothing_moves() {
    for (int i = 0; i < 10; i++) {
      second(0);
    }

    assertThat(pace.left(100)).isEmpty();
  }

  @Test
  void most_walks_end_within_their_estimate() {
    long seed = 4711;
    int right = 0;
    for (int walk = 0; walk < 200; walk++) {
      Random random = new Random(seed + walk);
      Pace one = new Pace(() -> now);
      for (int i = 0; i < 15; i++) {
        now += Duration.ofSeconds(1).toNanos();
        one.walked(50 + random.nextInt(100), 0, 1);
      }
      Estimate left = one.left(5000).orElseThrow();
      int seconds = 0;
      for (long rest = 5000; rest > 0; rest -= 50 + random.nextInt(100)) {
        seconds++;
      }
      Duration truth = Duration.ofSeconds(seconds);
      if (truth.compareTo(left.low()) >= 0 && truth.compareTo(left.high()) <= 0) {
        right++;
      }
    }

    assertThat(right).as("of 200 walks, seed %d", seed).isGreaterThan(170);
  }

  private void second(long blocks) {
    now += Duration.ofSeconds(1).toNanos();
    pace.walked(blocks, blocks, 1);
  }

  private static Duration width(Estimate estimate) {
    return estimate.high().minus(estimate.low());
  }
}
