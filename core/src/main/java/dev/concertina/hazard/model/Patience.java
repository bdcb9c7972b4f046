package dev.concertina.hazard.model;

/**
 * Whether the statements of a file have waited or worked without a limit: that is told of the first
 * one, since one setting mends them all. For one thread.
 */
public final class Patience {

  private boolean waited;
  private boolean worked;

  boolean hasWaited() {
    return waited;
  }

  boolean hasWorked() {
    return worked;
  }

  void note(boolean waits, boolean works) {
    waited |= waits;
    worked |= works;
  }
}
