package dev.concertina.benchmarks.load;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends each request when the one before it is answered: finds out what the machine can do, and is
 * good for nothing else, because it sends nothing while it waits.
 */
public final class ClosedLoop {

  private ClosedLoop() {}

  /** Requests a second that so many workers get answered. */
  public static double capacity(Release release, Keys keys, int workers, Duration span, long seed)
      throws SQLException {
    LongAdder answered = new LongAdder();
    AtomicReference<SQLException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < workers; i++) {
      int number = i;
      Runnable work =
          () -> {
            Random random = new Random(seed + number);
            try {
              while (System.nanoTime() - began < span.toNanos()) {
                Kind kind = Kind.pick(random);
                release.send(number, kind, keys.forRequest(kind, random), random);
                answered.increment();
              }
            } catch (SQLException e) {
              failure.compareAndSet(null, e);
            }
          };
      Thread thread = new Thread(work, "calibration-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    SQLException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return answered.sum() * 1e9 / (System.nanoTime() - began);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the rate was sought", e);
    }
  }
}
