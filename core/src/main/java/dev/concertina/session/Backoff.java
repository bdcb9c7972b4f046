package dev.concertina.session;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * Pauses between tries: they grow, and jitter keeps two tools from meeting again and again.
 *
 * @param shortest the mean of the first pause
 * @param longest the mean of the last ones
 */
public record Backoff(
    Duration shortest, Duration longest, RandomGenerator random, Sleeper sleeper) {

  /** How time passes; tests count instead. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * Waits before try number {@code attempt + 1}.
   *
   * @param attempt the tries so far, from 1
   * @throws CancellationException if the thread was interrupted
   */
  public void pause(int attempt) {
    try {
      sleeper.sleep(length(attempt));
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    }
  }

  /** How long the pause before try number {@code attempt + 1} is. */
  public Duration length(int attempt) {
    long mean =
        Math.min(longest.toMillis(), shortest.toMillis() << Math.min(20, Math.max(0, attempt - 1)));
    return Duration.ofMillis(mean / 2 + random.nextLong(mean + 1));
  }
}
