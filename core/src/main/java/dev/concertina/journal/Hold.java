package dev.concertina.journal;

import java.time.Instant;

/**
 * Why no batch may begin now.
 *
 * @param signal the word of the limit that is exceeded, as the command line has it: {@code
 *     max-lag}; or {@code paused}
 * @param reason one sentence with the figure that was seen and the limit
 * @param since when it began
 */
public record Hold(String signal, String reason, Instant since) {

  private static final String PAUSED = "paused";

  /** Because somebody has ordered it. */
  public static Hold of(Steering.Pause order) {
    return new Hold(PAUSED, order.toString(), order.at());
  }

  /** Whether somebody has ordered it. */
  public boolean isPause() {
    return signal.equals(PAUSED);
  }
}
