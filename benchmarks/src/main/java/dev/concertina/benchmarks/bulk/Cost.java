package dev.concertina.benchmarks.bulk;

/**
 * What filling the column took in one round.
 *
 * @param seconds of the filling alone
 * @param wal bytes written meanwhile
 * @param heapBefore bytes of the table without its indexes
 * @param wholeSeconds with all that a tool does around it: index builds, comparison of all rows
 * @param busyCores of the machine on average, with the client and whatever else runs
 * @param diskCores idle while a disk was waited for, on average
 * @param hotShare rows updated within their page, in %
 */
public record Cost(
    long rows,
    double seconds,
    long wal,
    long heapBefore,
    long heapAfter,
    double wholeSeconds,
    double busyCores,
    double diskCores,
    double hotShare) {

  private static final double NANOS = 1e9;

  static Cost between(long rows, Reading before, Reading after, double wholeSeconds) {
    double seconds = (after.nanos() - before.nanos()) / NANOS;
    return new Cost(
        rows,
        seconds,
        after.wal() - before.wal(),
        before.heap(),
        after.heap(),
        wholeSeconds,
        (after.cores().busy() - before.cores().busy()) / seconds,
        (after.cores().disk() - before.cores().disk()) / seconds,
        0);
  }

  /** Where a tool does nothing around the filling. */
  static Cost between(long rows, Reading before, Reading after) {
    return between(rows, before, after, (after.nanos() - before.nanos()) / NANOS);
  }

  /** With what the server counted; it does so when a session ends. */
  public Cost withHotShare(double share) {
    return new Cost(
        rows, seconds, wal, heapBefore, heapAfter, wholeSeconds, busyCores, diskCores, share);
  }

  public double rowsPerSecond() {
    return rows / seconds;
  }

  public double walPerRow() {
    return (double) wal / rows;
  }

  /** In %. */
  public double heapGrowth() {
    return 100.0 * (heapAfter - heapBefore) / heapBefore;
  }
}
