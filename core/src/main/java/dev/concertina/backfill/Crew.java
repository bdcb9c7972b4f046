package dev.concertina.backfill;

import dev.concertina.journal.Hold;
import dev.concertina.session.OtherSession;
import dev.concertina.session.Threads;
import dev.concertina.throttle.Throttle;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The walkers of one backfill: as many threads as the throttle allows at the moment. Everything
 * that others hear is said on the thread that called {@link #run}; an exception of theirs stops the
 * walkers after their open batches. Thread-safe.
 */
final class Crew {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration IDLE = Duration.ofMillis(5);

  /** Runs the walker of a number, with a session of its own; true if nothing is left to do. */
  @FunctionalInterface
  interface Work {
    boolean walk(int number, Crew crew) throws SQLException;
  }

  /** What is said on the caller's thread. */
  private interface Saying {
    void to(BackfillListener listener);
  }

  private final Throttle throttle;
  private final Work work;
  private final BackfillListener listener;
  private final Map<Integer, Thread> threads = new HashMap<>();
  private final Queue<Saying> toSay = new ArrayDeque<>();
  private final Set<Integer> without = new HashSet<>();
  private boolean stopped;
  private boolean over;
  private int batches;
  private @Nullable Throwable failure;
  private BackfillOutcome.@Nullable Held givenUp;

  Crew(Throttle throttle, Work work, BackfillListener listener) {
    this.throttle = throttle;
    this.work = work;
    this.listener = listener;
  }

  /**
   * Works until nothing is left.
   *
   * @param report called several times a second on this thread
   * @return what stayed held by others for too long; empty if nothing did
   */
  Optional<BackfillOutcome> run(Runnable report) throws SQLException {
    try {
      while (!isOver()) {
        hire();
        say(throttle.hold());
        report.run();
        await(LOOK);
      }
      say(Optional.empty());
    } finally {
      stopAndJoin();
    }
    return outcome();
  }

  /** How many batches have committed since this was asked. */
  synchronized int takeBatches() {
    int taken = batches;
    batches = 0;
    return taken;
  }

  synchronized int walkers() {
    return threads.size();
  }

  /** Waits while batches are held back; false: the walker of this number ends. */
  boolean mayGoOn(int number) {
    while (true) {
      synchronized (this) {
        if (stopped || number >= throttle.workers()) {
          return false;
        }
      }
      Duration pause = throttle.hold().map(hold -> LOOK).orElseGet(this::untilTheRestIsOver);
      if (pause.isZero()) {
        return true;
      }
      await(pause);
    }
  }

  private Duration untilTheRestIsOver() {
    return throttle.rest(Duration.ZERO);
  }

  /** Between two batches; ends early when the crew is stopped. */
  void rest(Duration pause) {
    await(pause);
  }

  /** After a batch that took so long: the duty cycle. */
  void wrote(Duration took) {
    synchronized (this) {
      batches++;
    }
    await(throttle.rest(took));
  }

  /** What the next batch should take, where one takes so long if nobody else works. */
  Duration target(Duration alone) {
    return throttle.target(alone);
  }

  /** When the next batch is to be on the disk. */
  Flush flush() {
    return throttle.inCompany() ? Flush.NOW : Flush.LATER;
  }

  /** Nothing is to be had now. */
  void idle() {
    await(IDLE);
  }

  synchronized void held(long block, List<OtherSession> blockers) {
    toSay.add(to -> to.held(block, blockers));
  }

  /** The walker of this number is not started again. */
  synchronized void goOnWithout(int number) {
    without.add(number);
  }

  synchronized void giveUp(BackfillOutcome.Held held) {
    givenUp = held;
    stopped = true;
    notifyAll();
  }

  private synchronized Optional<BackfillOutcome> outcome() throws SQLException {
    Threads.rethrow(failure);
    return Optional.ofNullable(givenUp);
  }

  private synchronized boolean isOver() {
    return (over || stopped) && threads.isEmpty();
  }

  private synchronized void hire() {
    for (int number = 0; !over && !stopped && number < throttle.workers(); number++) {
      if (without.contains(number)) {
        continue;
      }
      int mine = number;
      threads.computeIfAbsent(
          number,
          n -> {
            Thread thread = new Thread(() -> walk(mine), "concertina-backfill-" + mine);
            thread.setDaemon(true);
            thread.start();
            return thread;
          });
    }
  }

  private void walk(int number) {
    @Nullable Throwable thrown = null;
    boolean nothingLeft = false;
    try {
      nothingLeft = work.walk(number, this);
    } catch (Throwable e) { // handed to the thread that called run
      thrown = e;
    }
    synchronized (this) {
      threads.remove(number);
      if (thrown == null) {
        over |= nothingLeft;
      } else if (failure == null) {
        failure = thrown;
        stopped = true;
      } else {
        failure.addSuppressed(thrown);
      }
      notifyAll();
    }
  }

  private void say(Optional<Hold> hold) {
    listener.throttled(hold);
    while (true) {
      Saying next;
      synchronized (this) {
        next = toSay.poll();
      }
      if (next == null) {
        return;
      }
      next.to(listener);
    }
  }

  private synchronized void await(Duration pause) {
    if (stopped || pause.isZero() || pause.isNegative()) {
      return;
    }
    long deadline = System.nanoTime() + pause.toNanos();
    try {
      for (long left = pause.toNanos();
          left > 0 && !stopped && !isOver();
          left = deadline - System.nanoTime()) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    }
  }

  private void stopAndJoin() {
    List<Thread> walkers;
    synchronized (this) {
      stopped = true;
      notifyAll();
      walkers = List.copyOf(threads.values());
    }
    walkers.forEach(Threads::join);
  }
}
