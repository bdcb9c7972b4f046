package dev.concertina.throttle;

import dev.concertina.journal.Hold;
import java.time.Duration;
import java.util.Optional;

/**
 * What one look found.
 *
 * @param hold why no batch may begin
 * @param limits in force
 * @param share of the time in which batches may run as the signals want it, above 0 and at most 1
 * @param company whether others work on the server
 * @param rests whether batches rest so that the others can be counted alone
 * @param nanos when the look ended, see {@link Time}
 */
record Verdict(
    Optional<Hold> hold, Limits limits, double share, boolean company, boolean rests, long nanos) {

  /** Until it is asked again whether the rest is over. */
  private static final Duration MOMENT = Duration.ofMillis(20);

  /**
   * How long to rest after a batch that took so long, or none: the duty cycle, or what a signal
   * wants.
   */
  Duration rest(Duration batch) {
    if (rests) {
      return MOMENT;
    }
    Duration duty = limits.rest(batch);
    Duration wanted = Duration.ofNanos((long) (batch.toNanos() * (1 / share - 1)));
    return duty.compareTo(wanted) > 0 ? duty : wanted;
  }

  int workers() {
    return limits.workers(company);
  }

  /** What the next batch should take, where one takes so long on a server of its own. */
  Duration target(Duration alone) {
    return company ? Company.target(alone) : alone;
  }
}
