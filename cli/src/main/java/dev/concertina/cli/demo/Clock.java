package dev.concertina.cli.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time for the experiment: its windows are meant to pass. */
final class Clock {

  private final long start = System.nanoTime();

  /** Since the clock was made. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Lets the applications run for a while. */
  static void pass(Duration window) {
    try {
      TimeUnit.NANOSECONDS.sleep(window.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the applications ran", e);
    }
  }
}
