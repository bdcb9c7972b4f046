package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The thread of an application that runs one transaction after the other until it is closed. */
final class WriterThread implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Thread thread;
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<SQLException> errors = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  /** Transactions, for as long as {@link #goesOn}, each followed by {@link #didOne}. */
  @FunctionalInterface
  interface Work {
    void run(WriterThread thread) throws SQLException;
  }

  WriterThread(String name, Work work) {
    this.thread = new Thread(() -> run(work), name);
    thread.start();
  }

  boolean goesOn() {
    return !stopping;
  }

  /** How many transactions are done. */
  int done() {
    return done.get();
  }

  void didOne() {
    done.incrementAndGet();
  }

  /** Waits until so many more transactions are done. */
  void goesOnFor(int transactions) throws InterruptedException {
    int target = done.get() + transactions;
    Instant deadline = Instant.now().plus(PATIENCE);
    while (done.get() < target && errors.isEmpty()) {
      assertThat(Instant.now()).as("%d of %d", done.get(), target).isBefore(deadline);
      Thread.sleep(5);
    }
    assertThat(errors).isEmpty();
  }

  /** Ends the session; an error of the application fails the test. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(thread.isAlive()).isFalse();
    assertThat(errors).isEmpty();
  }

  private void run(Work work) {
    try {
      work.run(this);
    } catch (SQLException e) {
      errors.add(e);
    }
  }
}
