package dev.concertina.journal;

import java.time.Duration;

/**
 * How long the rest of a backfill will take: most likely between the two.
 *
 * @param high at least {@code low}
 */
public record Estimate(Duration low, Duration high) {

  public Estimate {
    if (high.compareTo(low) < 0) {
      throw new IllegalArgumentException("from " + low + " to " + high);
    }
  }

  public Duration middle() {
    return low.plus(high).dividedBy(2);
  }
}
