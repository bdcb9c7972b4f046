package dev.concertina.cli.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What the demo runs.
 *
 * @param rows in each fresh table
 * @param window how long the applications run between two events of the deploy
 * @param only words of the title of the changes to run; all, if there are none
 * @param rate requests a second of each application
 * @param seed of every random choice; how the requests interleave is up to the machine
 */
public record DemoOptions(int rows, Duration window, Optional<String> only, int rate, long seed) {

  private static final int ROWS = 100_000;
  private static final Duration WINDOW = Duration.ofMillis(400);
  private static final int RATE = 400;
  private static final long SEED = 42;

  public DemoOptions {
    if (rows < 1 || rate < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("rows, rate and window must be positive");
    }
  }

  /** How long somebody's report reads the table when the deploy begins. */
  Duration report() {
    return window.multipliedBy(2);
  }

  /** What a newcomer runs. */
  public static DemoOptions standard() {
    return new DemoOptions(ROWS, WINDOW, Optional.empty(), RATE, SEED);
  }
}
