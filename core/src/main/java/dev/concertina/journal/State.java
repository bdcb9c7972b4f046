package dev.concertina.journal;

/** What a migration has completed. */
public enum State {
  /** Registered; EXPAND has not been completed. */
  PENDING,
  EXPANDED,
  MIGRATED,
  SWITCHED,
  CONTRACTED,
  ABORTED;

  /** Whether nothing remains to be done with the migration. */
  public boolean isFinal() {
    return this == CONTRACTED || this == ABORTED;
  }
}
