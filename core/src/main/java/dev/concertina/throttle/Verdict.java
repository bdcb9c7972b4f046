package dev.concertina.throttle;

import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import java.time.Duration;
import java.util.Optional;

/**
 * What one look found.
 *
 * @param hold why no batch may begin
 * @param limits in force
 * @param share of the time that batches may have: the duty cycle, or less where a signal wants it
 * @param company whether others work on the server
 * @param rests whether batches rest so that the others can be counted alone
 * @param nanos when the look ended, see {@link Time}
 */
record Verdict(
    Optional<Hold> hold,
    Limits limits,
    Optional<Share> share,
    boolean company,
    boolean rests,
    long nanos) {

  /** Until it is asked again whether the rest is over. */
  private static final Duration MOMENT = Duration.ofMillis(20);

  /** How long to rest after a batch that took so long, or none. */
  Duration rest(Duration batch) {
    if (rests) {
      return MOMENT;
    }
    double part = share.map(Share::part).orElse(1.0);
    return Duration.ofNanos(Math.round(batch.toNanos() * (1 / part - 1)));
  }

  int workers() {
    return limits.workers(company);
  }

  /** What the next batch should take, where one takes so long on a server of its own. */
  Duration target(Duration alone) {
    return company ? Company.target(alone) : alone;
  }
}
