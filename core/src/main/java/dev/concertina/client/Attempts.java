package dev.concertina.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Attempts of which any may never end: a driver that has begun to open a connection waits for ever
 * for a server that is gone without a word, where the data source sets no limit, and cannot be
 * interrupted. So the next one is made beside it; the more of them hang, the later, so that a
 * server that stands still for hours does not cost the application a thread for each beat.
 */
final class Attempts implements AutoCloseable {

  /** Turns for each attempt that hangs: half of what an instance lives without a beat. */
  private static final int PATIENCE = 3;

  private final ExecutorService threads;
  private final List<Future<?>> underWay = new ArrayList<>();
  private int turns;

  Attempts(String name) {
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Makes the attempt, unless the last one still has time; whether it was made. */
  synchronized boolean turn(Runnable attempt) {
    boolean lastHasEnded = underWay.isEmpty() || underWay.get(underWay.size() - 1).isDone();
    underWay.removeIf(Future::isDone);
    turns++;
    if (!lastHasEnded && turns < PATIENCE * underWay.size()) {
      return false;
    }
    var unused = begin(attempt);
    return true;
  }

  /** Makes it whatever is under way. */
  synchronized Future<?> begin(Runnable attempt) {
    Future<?> begun = threads.submit(attempt);
    underWay.add(begun);
    turns = 0;
    return begun;
  }

  /** No more are begun; those that hang are left to end by themselves. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
