package dev.concertina.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. Thread-safe. */
final class TestTime {

  private final AtomicLong nanos = new AtomicLong();

  Time time() {
    return new Time(nanos::get, () -> Instant.EPOCH.plusNanos(nanos.get()));
  }

  void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
