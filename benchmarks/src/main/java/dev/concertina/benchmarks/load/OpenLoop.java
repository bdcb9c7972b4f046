package dev.concertina.benchmarks.load;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate whether or not earlier ones are answered, and counts the latency
 * of each from when it was meant to start: so a stall shows in every request that it held up, and
 * none is left out. Its methods are for one thread.
 */
public final class OpenLoop implements AutoCloseable {

  private static final long HICCUP_PERIOD = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long OVERDUE = TimeUnit.MILLISECONDS.toNanos(10);

  private final Timeline timeline;
  private final Keys keys;
  private final long interval;
  private final List<Worker> workers = new ArrayList<>();
  private final Thread hiccups;
  private final Collections collections;
  private volatile List<Release> serving;
  private volatile boolean stopping;
  private volatile long end;

  private OpenLoop(Timeline timeline, Keys keys, long interval, Release first) {
    this.timeline = timeline;
    this.keys = keys;
    this.interval = interval;
    this.serving = List.of(first);
    this.collections = Collections.watch(timeline);
    this.hiccups = new Thread(this::watchOurselves, "hiccups");
  }

  /**
   * Begins to send.
   *
   * @param timeline a phase of it has begun
   * @param rate requests a second of all workers
   */
  public static OpenLoop start(
      Timeline timeline, Keys keys, Release first, int workers, int rate, long seed) {
    long interval = TimeUnit.SECONDS.toNanos(1) * workers / rate;
    OpenLoop loop = new OpenLoop(timeline, keys, interval, first);
    long begin = System.nanoTime() + interval;
    for (int i = 0; i < workers; i++) {
      Worker worker = loop.new Worker(i, begin + interval * i / workers, new Random(seed + i));
      loop.workers.add(worker);
    }
    loop.workers.forEach(worker -> worker.thread.start());
    loop.hiccups.start();
    return loop;
  }

  /** From now on the requests are spread over these; returns when nobody uses another one. */
  public void serve(List<Release> releases) {
    List<Release> next = List.copyOf(releases);
    serving = next;
    for (Worker worker : workers) {
      while (worker.following != next) {
        LockSupport.parkNanos(HICCUP_PERIOD);
      }
    }
  }

  /** Returns when every request that was meant to start before this call is answered. */
  public void settle() {
    long mark = System.nanoTime();
    for (Worker worker : workers) {
      while (worker.intended - mark <= 0) {
        LockSupport.parkNanos(HICCUP_PERIOD);
      }
    }
  }

  /**
   * Waits until no request is overdue: what was held up has been made up for.
   *
   * @return false if that did not come in time
   */
  public boolean calm(Duration patience) {
    long began = System.nanoTime();
    while (workers.stream().anyMatch(Worker::isOverdue)) {
      if (System.nanoTime() - began > patience.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(HICCUP_PERIOD);
    }
    return true;
  }

  /** Sends what was meant to start until now, and stops. */
  @Override
  public void close() {
    end = System.nanoTime();
    stopping = true;
    workers.forEach(worker -> join(worker.thread));
    join(hiccups);
    collections.close();
  }

  private boolean isOver(long intended) {
    return stopping && intended - end >= 0;
  }

  private void watchOurselves() {
    long before = System.nanoTime();
    while (!stopping) {
      LockSupport.parkNanos(HICCUP_PERIOD);
      long now = System.nanoTime();
      timeline.at(before).hiccup(now - before - HICCUP_PERIOD);
      before = now;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the load ended", e);
    }
  }

  private final class Worker {

    private final int number;
    private final Random random;
    private final Thread thread;

    /** When the next request is meant to start; all earlier ones are answered. */
    private volatile long intended;

    /** How late this thread woke up for the first request of those that it has yet to make up. */
    private long overslept;

    private volatile List<Release> following = List.of();

    Worker(int number, long first, Random random) {
      this.number = number;
      this.intended = first;
      this.random = random;
      this.thread = new Thread(this::work, "load-" + number);
    }

    private void work() {
      boolean idle = true;
      long next = intended;
      while (!isOver(next)) {
        long wait = next - System.nanoTime();
        if (wait > 0) {
          idle = true;
          LockSupport.parkNanos(wait);
        } else {
          overslept = idle ? -wait : Math.min(overslept, -wait);
          idle = false;
          send(next);
          next += interval;
          intended = next;
        }
      }
    }

    private boolean isOverdue() {
      return System.nanoTime() - intended > OVERDUE;
    }

    private void send(long meant) {
      List<Release> releases = serving;
      following = releases;
      Release release = releases.get(random.nextInt(releases.size()));
      Kind kind = Kind.pick(random);
      Phase phase = timeline.at(meant);
      try {
        release.send(number, kind, keys.forRequest(kind, random), random);
      } catch (SQLException e) {
        phase.failed(e);
      }
      phase.answered(System.nanoTime() - meant, overslept);
    }
  }
}
