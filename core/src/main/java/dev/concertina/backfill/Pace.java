package dev.concertina.backfill;

import dev.concertina.journal.Estimate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How fast the walk of this process is, and how long its rest will take. It looks at the last half
 * minute of the clock, pauses included, because the table and the load on the server change under a
 * long walk. Thread-safe.
 */
public final class Pace {

  private static final long SPAN = Duration.ofSeconds(1).toNanos();
  private static final int SPANS = 30;

  /** With fewer of them, how much they differ says nothing. */
  private static final int FEWEST_SPANS = 3;

  private static final double LEAST_ERROR = 0.05;
  private static final double LARGEST_ERROR = 0.75;

  /** What was done in all when the clock stood there. */
  private record Mark(long nanos, long blocks, long rows) {}

  private final LongSupplier clock;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long blocks;
  private long rows;
  private long batchRows;

  /**
   * A walk that begins now.
   *
   * @param clock nanoseconds
   */
  public Pace(LongSupplier clock) {
    this.clock = clock;
    marks.add(new Mark(clock.getAsLong(), 0, 0));
  }

  /**
   * Some pages are done, or none since the last time, or fewer than before: a relation was
   * rewritten or dropped under the walk.
   *
   * @param moreRows written in them
   * @param batches in which that was committed
   */
  public synchronized void walked(long moreBlocks, long moreRows, int batches) {
    // Both fall where a relation is walked anew or is dropped; no pace is below zero.
    blocks += Math.max(0, moreBlocks);
    rows += Math.max(0, moreRows);
    if (batches > 0) {
      batchRows = Math.max(0, moreRows) / batches;
    }
    long now = clock.getAsLong();
    if (now - marks.getLast().nanos() >= SPAN) {
      marks.add(new Mark(now, blocks, rows));
    }
    while (marks.size() > SPANS + 1) {
      marks.removeFirst();
    }
  }

  /** Of the last batches, on average. */
  public synchronized long batchRows() {
    return batchRows;
  }

  public synchronized long rowsPerSecond() {
    Mark first = marks.getFirst();
    double seconds = seconds(clock.getAsLong() - first.nanos());
    return seconds <= 0 ? 0 : Math.round((rows - first.rows()) / seconds);
  }

  /**
   * How long so many pages will take; empty as long as nobody can know. By pages and not by rows,
   * because some rows may be done already.
   *
   * <p>The error has two parts: how well the spans seen tell the true pace, and how far the spans
   * to come may stray from it; both shrink with the root of their number.
   */
  public synchronized Optional<Estimate> left(long blocksLeft) {
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    int spans = marks.size() - 1;
    if (spans < FEWEST_SPANS || last.blocks() == first.blocks()) {
      return Optional.empty();
    }
    double time = seconds(last.nanos() - first.nanos());
    double mean = (last.blocks() - first.blocks()) / time;
    double left = blocksLeft / mean;
    double spansLeft = Math.max(1, left * spans / time);
    double error = 2 * deviation(mean, time) / mean * Math.sqrt(1.0 / spans + 1.0 / spansLeft);
    error = Math.max(LEAST_ERROR, Math.min(LARGEST_ERROR, error));
    return Optional.of(new Estimate(duration(left / (1 + error)), duration(left / (1 - error))));
  }

  /** Of the pace of single spans, each weighted with its length. */
  private double deviation(double mean, double time) {
    double sum = 0;
    Mark before = marks.getFirst();
    for (Mark mark : marks) {
      double length = seconds(mark.nanos() - before.nanos());
      if (length > 0) {
        double difference = (mark.blocks() - before.blocks()) / length - mean;
        sum += length * difference * difference;
      }
      before = mark;
    }
    return Math.sqrt(sum / time);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
