package dev.concertina.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How time passes; tests pass it themselves.
 *
 * @param nanos monotonic, from any origin
 * @param wall for people
 */
record Time(LongSupplier nanos, InstantSource wall) {

  static final Time SYSTEM = new Time(System::nanoTime, InstantSource.system());

  long now() {
    return nanos.getAsLong();
  }

  Duration since(long then) {
    return Duration.ofNanos(now() - then);
  }

  Instant instant() {
    return wall.instant();
  }
}
