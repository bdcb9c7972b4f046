package dev.concertina.plan;

import dev.concertina.change.RunPhase;

/** The phases of a migration in their order, the ways back, and the end of what is retained. */
public enum Phase {
  /** Adds the new shape beside the old and relaxes what new writers could not satisfy. */
  EXPAND,
  /** Moves the rows that were there before, proves parity and opens the new version. */
  MIGRATE,
  /** Gives the new shape the authority. */
  SWITCH,
  /** Gives the authority back to the old shape. */
  REVERT,
  /** Removes the old shape. */
  CONTRACT,
  /** Removes the new shape. */
  ABORT,
  /** Brings back what CONTRACT has retired. */
  RESTORE,
  /** Drops for good what CONTRACT has retired. */
  PURGE;

  /** The one that the user has named. */
  public static Phase of(RunPhase named) {
    return valueOf(named.name());
  }
}
