package dev.concertina.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the run was asked to end early. Safe for any thread. */
public final class Stop {

  private final AtomicBoolean requested = new AtomicBoolean();

  /** Asks the run to end at the next place where nothing is half done. */
  public void request() {
    requested.set(true);
  }

  public boolean isRequested() {
    return requested.get();
  }

  /**
   * Ends the run here, if it was asked to end.
   *
   * @throws FailedException with exit code 5
   */
  public void check() {
    if (isRequested()) {
      throw new FailedException(
          new ErrorReport(
              ExitCodes.WAITING,
              "stopped",
              "stopped on request; everything that was complete is kept",
              "run the same command again: it goes on where this run stopped"));
    }
  }
}
