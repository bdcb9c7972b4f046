package dev.concertina.throttle;

import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import java.time.Duration;
import java.util.Optional;

/** Asked by every worker of a backfill before each batch; answers at once. Thread-safe. */
public interface Throttle {

  /** One worker at full speed. */
  Throttle NONE =
      new Throttle() {
        @Override
        public Optional<Hold> hold() {
          return Optional.empty();
        }

        @Override
        public int workers() {
          return 1;
        }

        @Override
        public Duration rest(Duration batch) {
          return Duration.ZERO;
        }

        @Override
        public Optional<Share> share() {
          return Optional.empty();
        }

        @Override
        public boolean inCompany() {
          return false;
        }

        @Override
        public Duration target(Duration alone) {
          return alone;
        }
      };

  /** Why no batch may begin now; empty if one may. A signal that cannot be read is a reason. */
  Optional<Hold> hold();

  /** How many sessions may work at a time, at least 1. */
  int workers();

  /**
   * How long a worker rests after a batch that took so long: the duty cycle, or longer if followers
   * would fall behind or others are slowed down. After a batch of no time it is above zero as long
   * as all batches rest.
   */
  Duration rest(Duration batch);

  /** The share of the time that batches have, and why; empty if it is all of it. */
  Optional<Share> share();

  /** Whether others work on the server. */
  boolean inCompany();

  /** What the next batch should take, where one takes so long if nobody else works. */
  Duration target(Duration alone);
}
