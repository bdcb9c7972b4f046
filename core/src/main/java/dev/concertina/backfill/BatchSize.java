package dev.concertina.backfill;

import java.time.Duration;

/**
 * How many pages the next batch covers. It finds its size within a handful of batches from a cold
 * start, and shrinks at once.
 *
 * @param pages at least 1
 */
record BatchSize(int pages, Duration target) {

  /** A batch never covers more than a window. */
  static final int LARGEST = 2048;

  private static final int FIRST = 16;
  private static final double FASTEST_GROWTH = 8.0;

  static BatchSize first(Duration target) {
    return new BatchSize(FIRST, target);
  }

  /**
   * After a batch took so long.
   *
   * @param covered the pages that it really had: the last one of a stripe is cut short
   */
  BatchSize after(long covered, Duration elapsed) {
    double wanted = (double) covered * target.toNanos() / Math.max(1, elapsed.toNanos());
    boolean cutShort = covered < pages;
    double bounded = Math.min(wanted, pages * FASTEST_GROWTH);
    return sized((int) (cutShort && wanted >= covered ? Math.max(pages, bounded) : bounded));
  }

  /** After a batch that had to be given up. */
  BatchSize halved() {
    return sized(pages / 2);
  }

  boolean isSmallest() {
    return pages == 1;
  }

  private BatchSize sized(int wanted) {
    return new BatchSize(Math.max(1, Math.min(LARGEST, wanted)), target);
  }
}
