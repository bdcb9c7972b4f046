package dev.concertina.benchmarks.bulk;

import dev.concertina.engine.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * What a benchmark asks of a backfill. The one place that knows how the engine is told.
 *
 * @param workers sessions that write at a time
 * @param maxLag of a standby, at which the backfill holds; empty for never
 */
public record Tuning(int workers, Optional<Duration> maxLag) {

  /** What the engine does by itself. */
  public static final Tuning NONE = new Tuning(1, Optional.empty());

  public Tuning withWorkers(int number) {
    return new Tuning(number, maxLag);
  }

  public Tuning withMaxLag(Duration limit) {
    return new Tuning(workers, Optional.of(limit));
  }

  /** Whether the engine can do this yet. */
  public boolean isPossible() {
    return equals(NONE);
  }

  Settings settings() {
    if (!isPossible()) {
      throw new IllegalStateException("the engine has no setting for " + this);
    }
    return Settings.defaults();
  }
}
