package dev.concertina.backfill;

import java.time.Duration;

/**
 * Where a running backfill is.
 *
 * @param rowsDone rows written, over all runs and passes
 * @param rowsTotal the planner's estimate when the walk began
 * @param blocksDone pages walked in this pass
 * @param blocksTotal pages of this pass
 * @param passes more than 1 after the table was rewritten under the walk
 * @param rowsHere rows written since {@code elapsed} began
 * @param blocksHere pages walked since {@code elapsed} began
 * @param elapsed since this process took up the walk
 */
public record BackfillProgress(
    String step,
    long rowsDone,
    long rowsTotal,
    long blocksDone,
    long blocksTotal,
    int passes,
    long rowsHere,
    long blocksHere,
    Duration elapsed) {

  public long rowsPerSecond() {
    return elapsed.isZero() ? 0 : rowsHere * 1000 / Math.max(1, elapsed.toMillis());
  }

  /** What remains at the pace of this process, by pages: rows may be done already. */
  public Duration remaining() {
    long left = blocksTotal - blocksDone;
    return blocksHere == 0
        ? Duration.ZERO
        : Duration.ofMillis(elapsed.toMillis() * left / blocksHere);
  }
}
