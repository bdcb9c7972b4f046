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
 * @param nanos when the look ended, see {@link Time}
 */
record Verdict(Optional<Hold> hold, Limits limits, double share, boolean company, long nanos) {

  /** How long to rest after a batch that took so long: the duty cycle, or what a signal wants. */
  Duration rest(Duration batch) {
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
