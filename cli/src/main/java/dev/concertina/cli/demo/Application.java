package dev.concertina.cli.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.concertina.cli.demo.Ledger.Block;
import dev.concertina.cli.demo.Requests.Reservation;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.session.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A container with one version of the application: a pool of its own, and workers that send
 * requests at a fixed rate whether or not earlier ones were answered in time. A request's latency
 * counts from when it was meant to start, so that one long wait shows in all that it held up.
 */
final class Application implements AutoCloseable {

  /** Threads that send requests, each over a pooled connection. */
  static final int WORKERS = 4;

  /** Blocks that a comparison of all rows reads, and so holds up, at once. */
  private static final int SWEEP = 20;

  private final HikariDataSource pool;
  private final Traffic traffic;
  private final Requests requests;
  private final Ledger ledger;
  private final Side side;
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean stopping;

  private Application(
      HikariDataSource pool, Scenario scenario, Side side, Ledger ledger, Traffic traffic) {
    this.pool = pool;
    this.side = side;
    this.ledger = ledger;
    this.traffic = traffic;
    this.requests = new Requests(scenario, side, ledger, traffic);
  }

  /** Starts the container; when this returns it is healthy and serves. */
  static Application start(
      Stage stage, Side side, String url, Traffic traffic, DemoOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(side.toString());
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(WORKERS + 1);
    Application application =
        new Application(
            new HikariDataSource(config), stage.scenario(), side, stage.ledger(), traffic);
    application.startWorkers(options);
    return application;
  }

  /** From here on its stalls count. */
  void measure() {
    traffic.measure();
  }

  /** Compares every row with what this application sees, while the traffic goes on. */
  void sweep() {
    try (Connection connection = pool.getConnection()) {
      List<Block> blocks = ledger.blocks();
      for (int from = 0; from < blocks.size(); from += SWEEP) {
        requests.sweep(blocks.subList(from, Math.min(blocks.size(), from + SWEEP)), connection);
      }
    } catch (SQLException e) {
      traffic.failed(side, e);
    }
  }

  /**
   * Stops the container: finishes what runs, then disconnects. A thread that was interrupted waits
   * for no answer: the server may be gone, and a pool looks for it for half a minute.
   */
  @Override
  public void close() {
    stopping = true;
    if (Thread.currentThread().isInterrupted()) {
      workers.forEach(Thread::interrupt);
    }
    workers.forEach(Threads::join);
    pool.close();
  }

  private void startWorkers(DemoOptions options) {
    CountDownLatch healthy = new CountDownLatch(WORKERS);
    long interval = TimeUnit.SECONDS.toNanos(1) * WORKERS / options.rate();
    for (int i = 0; i < WORKERS; i++) {
      long offset = interval * i / WORKERS;
      String name = side + "-" + (i + 1);
      Random random = new Random(options.seed() + name.hashCode());
      Thread worker = new Thread(() -> work(healthy, offset, interval, random), name);
      workers.add(worker);
      worker.start();
    }
    await(healthy);
  }

  private void work(CountDownLatch healthy, long offset, long interval, Random random) {
    greet(healthy);
    long intended = System.nanoTime() + offset;
    while (!stopping) {
      long wait = intended - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
        continue;
      }
      intended += request(random, intended) + interval;
    }
  }

  /**
   * Sends one request.
   *
   * @return the nanoseconds for which the experiment itself held the request up: they are no stall,
   *     and a request that waited in the database counts its own
   */
  private long request(Random random, long intended) {
    RequestKind kind = RequestKind.pick(random);
    long ready = System.nanoTime();
    try (Reservation reservation = requests.reserve(kind, random)) {
      long held = System.nanoTime() - ready;
      try (Connection connection = pool.getConnection()) {
        reservation.send(kind, connection, random);
      } catch (SQLException e) {
        traffic.failed(side, e);
      }
      traffic.answered(System.nanoTime() - intended - held);
      return held;
    }
  }

  /** The health check: each worker has a connection that answers. */
  private void greet(CountDownLatch healthy) {
    try (Connection connection = pool.getConnection()) {
      healthy.countDown();
      await(healthy);
      if (!connection.isValid(0)) {
        throw new SQLException("the " + side + " application's connection does not answer");
      }
    } catch (SQLException e) {
      healthy.countDown();
      traffic.failed(side, e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an application started", e);
    }
  }
}
