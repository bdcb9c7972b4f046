package dev.concertina.backfill;

import java.time.Duration;

/**
 * How many pages the next batch covers: grows fast towards the time target, shrinks at once.
 *
 * @param pages at least 1
 */
record WindowSize(int pages, Duration target) {

  /** Bounds the damage when a stretch without pending rows ends. */
  static final int LARGEST = 1024;

  private static final int FIRST = 16;
  private static final double FASTEST_GROWTH = 2.0;

  static WindowSize first(Duration target) {
    return new WindowSize(FIRST, target);
  }

  /** After a batch of this window took so long. */
  WindowSize after(Duration elapsed) {
    double wanted = (double) target.toNanos() / Math.max(1, elapsed.toNanos());
    return sized((int) (pages * Math.min(FASTEST_GROWTH, wanted)));
  }

  /** After a batch that had to be given up. */
  WindowSize halved() {
    return sized(pages / 2);
  }

  boolean isSmallest() {
    return pages == 1;
  }

  private WindowSize sized(int wanted) {
    return new WindowSize(Math.max(1, Math.min(LARGEST, wanted)), target);
  }
}
