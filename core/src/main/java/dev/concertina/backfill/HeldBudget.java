package dev.concertina.backfill;

import dev.concertina.session.Backoff;
import java.time.Duration;

/** How long one walker goes on trying while nothing succeeds. Not thread-safe. */
final class HeldBudget {

  private final Duration budget;
  private final Backoff backoff;
  private int failures;
  private long firstFailure;

  HeldBudget(Duration budget, Backoff backoff) {
    this.budget = budget;
    this.backoff = backoff;
  }

  void succeeded() {
    failures = 0;
  }

  /** How long to rest before the next try. */
  Duration failed() {
    if (failures == 0) {
      firstFailure = System.nanoTime();
    }
    failures++;
    return backoff.length(failures);
  }

  boolean isUsedUp() {
    return failures > 0 && System.nanoTime() - firstFailure > budget.toNanos();
  }
}
