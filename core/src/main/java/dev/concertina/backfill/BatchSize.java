package dev.concertina.backfill;

import java.time.Duration;

/**
 * How many pages the next batch covers. It finds its size within a handful of batches from a cold
 * start, and shrinks at once.
 *
 * @param pages at least 1
 */
record BatchSize(int pages) {

  /** A batch never covers more than a window. */
  static final int LARGEST = 2048;

  private static final int FIRST = 16;
  private static final double FASTEST_GROWTH = 8.0;

  /** Of the rows of a relation, an open batch holds one in so many. */
  private static final long SHARE_OF_ROWS = 200;

  /**
   * The most pages that a batch may cover, whatever its time. A writer that comes to a row of the
   * open batch waits for its end: in a small table that would be one in every few.
   */
  static long most(long relationPages, int stripes) {
    return Math.max(FIRST, relationPages * stripes / SHARE_OF_ROWS);
  }

  static BatchSize first() {
    return new BatchSize(FIRST);
  }

  /**
   * After a batch took so long.
   *
   * @param covered the pages that it really had: the last one of a stripe is cut short
   * @param target what the next one should take
   */
  BatchSize after(long covered, Duration elapsed, Duration target) {
    double wanted = (double) covered * target.toNanos() / Math.max(1, elapsed.toNanos());
    boolean cutShort = covered < pages;
    double bounded = Math.min(wanted, pages * FASTEST_GROWTH);
    return sized((int) (cutShort && wanted >= covered ? Math.max(pages, bounded) : bounded));
  }

  /**
   * After a batch that had to be given up.
   *
   * @param covered the pages that it had
   */
  BatchSize halfOf(long covered) {
    return sized((int) Math.min(pages, covered) / 2);
  }

  private BatchSize sized(int wanted) {
    return new BatchSize(Math.max(1, Math.min(LARGEST, wanted)));
  }
}
