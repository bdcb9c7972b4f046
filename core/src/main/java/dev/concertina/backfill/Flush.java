package dev.concertina.backfill;

import dev.concertina.sql.Sql;

/**
 * When a batch is on the disk ({@code synchronous_commit}, "Asynchronous Commit"). Its rows and its
 * checkpoint are lost together or not at all, whatever is chosen.
 */
enum Flush {
  /** A moment after its commit: fastest where nobody else waits for the disk. */
  LATER,

  /**
   * With its commit. What a batch writes to the log has to be on the disk before the next commit of
   * an application can be: so its time, and the rest that is measured by it, is also that of the
   * disk. No standby is waited for: their lag has a limit of its own.
   */
  NOW;

  Sql setting() {
    return switch (this) {
      case LATER -> Sql.of("off");
      case NOW -> Sql.of("local");
    };
  }
}
