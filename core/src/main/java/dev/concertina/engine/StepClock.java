package dev.concertina.engine;

import dev.concertina.journal.StepRow.Spent;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a run is at a step, and how much of it is nothing but waiting: begins when it is made.
 * Not thread-safe.
 */
final class StepClock {

  private final long began = System.nanoTime();
  private OptionalLong waitsSince = OptionalLong.empty();
  private long waited;

  /** From now on nothing moves, if it did. */
  void waits() {
    if (waitsSince.isEmpty()) {
      waitsSince = OptionalLong.of(System.nanoTime());
    }
  }

  /** From now on something moves, if nothing did. */
  void goesOn() {
    waitsSince.ifPresent(since -> waited += System.nanoTime() - since);
    waitsSince = OptionalLong.empty();
  }

  /** After a time that was nothing but waiting. */
  void waited(Duration time) {
    waited += time.toNanos();
  }

  Spent spent() {
    return spent(Duration.ZERO);
  }

  /**
   * Up to now.
   *
   * @param more waiting that counts only if what follows it succeeds
   */
  Spent spent(Duration more) {
    long now = System.nanoTime();
    long open = waitsSince.isPresent() ? now - waitsSince.getAsLong() : 0;
    return new Spent(Duration.ofNanos(now - began), Duration.ofNanos(waited + open).plus(more));
  }
}
