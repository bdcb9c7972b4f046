package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import java.time.Duration;

/** Measures the walk of this process. Not thread-safe. */
final class Pace {

  private final long began = System.nanoTime();
  private final long rowsBefore;
  private long blocksHere;

  Pace(Checkpoint start) {
    this.rowsBefore = start.rowsDone();
  }

  void walked(long blocks) {
    blocksHere += blocks;
  }

  BackfillProgress progress(String step, Checkpoint at) {
    return new BackfillProgress(
        step,
        at.rowsDone(),
        at.rowsTotal(),
        at.nextBlock(),
        at.endBlock(),
        at.passes(),
        at.rowsDone() - rowsBefore,
        blocksHere,
        Duration.ofNanos(System.nanoTime() - began));
  }
}
