package dev.concertina.cli;

import java.time.Duration;

/** Whether the program was asked to end early. Safe for any thread. */
public final class Stop {

  private static final String AGAIN = "run the same command again";

  private boolean requested;
  private Runnable whenRequested = () -> {};
  private Unfinished unfinished = Unfinished.STEP;

  /** From now on, a signal would leave this behind. */
  synchronized void leaves(Unfinished what) {
    unfinished = what;
  }

  synchronized Unfinished unfinished() {
    return unfinished;
  }

  /** Asks the program to end at the next place where nothing is half done. */
  public synchronized void request() {
    requested = true;
    notifyAll();
    whenRequested.run();
  }

  /**
   * Passes a request on, also one that came before. One engine works at a time: it takes the place
   * of the one before.
   *
   * @param action returns at once
   */
  public synchronized void passOnTo(Runnable action) {
    whenRequested = action;
    if (requested) {
      action.run();
    }
  }

  /**
   * Waits between two looks.
   *
   * @throws FailedException with exit code 5 if the program was asked to end
   */
  public void sleep(long millis) {
    sleep(millis, AGAIN);
  }

  /**
   * The same.
   *
   * @param next what to do if the program was asked to end
   */
  public synchronized void sleep(long millis, String next) {
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    try {
      for (long left = millis; left > 0 && !requested; left = millisUntil(deadline)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      requested = true;
    }
    check(next);
  }

  /**
   * Ends the program here, if it was asked to end.
   *
   * @throws FailedException with exit code 5 if it was
   */
  public synchronized void check() {
    check(AGAIN);
  }

  private void check(String next) {
    if (requested) {
      throw new FailedException(
          new ErrorReport(ExitCodes.WAITING, "stopped", "stopped on request", next));
    }
  }

  private static long millisUntil(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
  }
}
