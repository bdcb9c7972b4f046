package dev.concertina.benchmarks.load;

import java.sql.SQLException;
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

  private final Timeline timeline;
  private final Keys keys;
  private final long interval;
  private final List<Worker> workers = new ArrayList<>();
  private final Thread hiccups;
  private volatile List<Release> serving;
  private volatile boolean stopping;
  private volatile long end;

  private OpenLoop(Timeline timeline, Keys keys, long interval, Release first) {
    this.timeline = timeline;
    this.keys = keys;
    this.interval = interval;
    this.serving = List.of(first);
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

  /** Sends what was meant to start until now, and stops. */
  @Override
  public void close() {
    end = System.nanoTime();
    stopping = true;
    workers.forEach(worker -> join(worker.thread));
    join(hiccups);
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
    private long intended;
    private volatile List<Release> following = List.of();

    Worker(int number, long first, Random random) {
      this.number = number;
      this.intended = first;
      this.random = random;
      this.thread = new Thread(this::work, "load-" + number);
    }

    private void work() {
      while (!isOver(intended)) {
        long wait = intended - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        } else {
          send();
          intended += interval;
        }
      }
    }

    private void send() {
      List<Release> releases = serving;
      following = releases;
      Release release = releases.get(random.nextInt(releases.size()));
      Kind kind = Kind.pick(random);
      Phase phase = timeline.at(intended);
      try {
        release.send(number, kind, keys.forRequest(kind, random), random);
      } catch (SQLException e) {
        phase.failed(e);
      }
      phase.answered(System.nanoTime() - intended);
    }
  }
}
