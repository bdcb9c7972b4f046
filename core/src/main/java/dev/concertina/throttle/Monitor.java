package dev.concertina.throttle;

import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import dev.concertina.journal.ThrottleRow;
import dev.concertina.session.Backoff;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The throttle of a run: a thread with a session of its own looks at all signals and at what people
 * have ordered, four times a second, and says so in the journal. Whatever goes wrong with it is a
 * hold: its session is opened again, for as long as the run lasts. Thread-safe; close it to end the
 * thread and the session.
 */
public final class Monitor implements Throttle, AutoCloseable {

  /** Between two looks. */
  private static final Duration PERIOD = Duration.ofMillis(250);

  /** In a period, how often it is counted who is at work, and the look itself. */
  private static final int GLANCES = 5;

  /** An older verdict says nothing about now. */
  private static final Duration STALE = Duration.ofSeconds(3);

  /** Between two words in the journal if nothing has changed. */
  private static final Duration TELL = Duration.ofSeconds(1);

  /** A server that does not answer is given up after this, and asked anew. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  private final Sessions sessions;
  private final Identifier home;
  private final Time time;
  private final Lookout lookout;
  private final Backoff backoff;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch looked = new CountDownLatch(1);

  private volatile Verdict verdict;
  private volatile @Nullable Connection connection;

  /** Only the thread uses these. */
  private Optional<String> told = Optional.empty();

  private long toldAt;
  private int failures;

  private Monitor(
      Sessions sessions,
      Identifier home,
      Limits configured,
      Supplier<? extends Collection<QualifiedName>> tables,
      Time time) {
    this.sessions = sessions;
    this.home = home;
    this.time = time;
    this.lookout = new Lookout(home, configured, new Signals(time, tables), time);
    this.backoff =
        new Backoff(
            PERIOD,
            LONGEST_PAUSE,
            RandomGenerator.getDefault(),
            pause -> closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    this.verdict = lookout.blind("the throttle has not looked yet");
    this.thread = new Thread(this::watch, "concertina-throttle");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to look.
   *
   * @param home the journal's schema
   * @param configured the limits where nobody has ordered others
   * @param tables what the backfill writes at the time, asked before each look, by another thread
   */
  public static Monitor start(
      Sessions sessions,
      Identifier home,
      Limits configured,
      Supplier<? extends Collection<QualifiedName>> tables) {
    Monitor monitor = start(sessions, home, configured, tables, Time.SYSTEM);
    monitor.awaitFirstLook();
    return monitor;
  }

  /**
   * So that a run does not begin with a hold of some milliseconds; if it takes longer, it is one.
   */
  private void awaitFirstLook() {
    try {
      boolean unused = looked.await(STALE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Monitor start(
      Sessions sessions,
      Identifier home,
      Limits configured,
      Supplier<? extends Collection<QualifiedName>> tables,
      Time time) {
    Monitor monitor = new Monitor(sessions, home, configured, tables, time);
    monitor.thread.start();
    return monitor;
  }

  @Override
  public Optional<Hold> hold() {
    Verdict seen = verdict;
    Duration age = time.since(seen.nanos());
    return age.compareTo(STALE) <= 0
        ? seen.hold()
        : Optional.of(
            new Hold(
                Lookout.BLIND,
                "the server has not answered the throttle for " + Amounts.duration(age),
                time.instant().minus(age)));
  }

  @Override
  public int workers() {
    return verdict.workers();
  }

  @Override
  public Duration rest(Duration batch) {
    return verdict.rest(batch);
  }

  @Override
  public Optional<Share> share() {
    return verdict.share();
  }

  @Override
  public boolean inCompany() {
    return verdict.company();
  }

  @Override
  public Duration target(Duration alone) {
    return verdict.target(alone);
  }

  /** The limits in force: the configuration's, and what people have ordered since. */
  public Limits limits() {
    return verdict.limits();
  }

  /** Ends the thread and its session; the journal then says that nothing holds. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STALE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      abort();
    }
  }

  private void watch() {
    while (!isClosing()) {
      try {
        watchOneSession();
      } catch (SQLException | RuntimeException e) {
        lost(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void watchOneSession() throws SQLException, InterruptedException {
    try (Connection opened = sessions.open()) {
      connection = opened;
      prepare(opened);
      if (failures > 0) {
        // The look may lose this session, too: who asks the journal has to see why nothing goes on.
        write(opened, verdict);
      }
      do {
        look(opened);
      } while (!isOverAfterGlances(opened));
      ThrottleRow.write(
          opened, home, Optional.empty(), Optional.empty(), verdict.limits().inForce());
    } finally {
      connection = null;
    }
  }

  /** A period in which it glances; whether the monitor is closed before its end. */
  private boolean isOverAfterGlances(Connection opened) throws SQLException, InterruptedException {
    for (int i = 1; i < GLANCES; i++) {
      if (closing.await(PERIOD.toMillis() / GLANCES, TimeUnit.MILLISECONDS)) {
        return true;
      }
      publish(lookout.glance(opened));
    }
    return closing.await(PERIOD.toMillis() / GLANCES, TimeUnit.MILLISECONDS);
  }

  private void look(Connection opened) throws SQLException {
    publish(lookout.look(opened));
    looked.countDown();
    failures = 0;
    tell(opened, verdict);
  }

  /** A lag is told more often: what a standby has replayed it tells only when it receives WAL. */
  private void tell(Connection opened, Verdict seen) throws SQLException {
    Optional<String> signal = seen.hold().map(Hold::signal);
    boolean lags = signal.filter(Limit.MAX_LAG.word()::equals).isPresent();
    String state = signal.orElse("") + seen.limits().inForce();
    if (lags || !told.equals(Optional.of(state)) || time.since(toldAt).compareTo(TELL) >= 0) {
      told = Optional.of(state);
      toldAt = time.now();
      write(opened, seen);
    }
  }

  /** The workers have the verdict already: a row that is locked is written the next time. */
  private void write(Connection opened, Verdict seen) throws SQLException {
    try {
      ThrottleRow.write(opened, home, seen.hold(), seen.share(), seen.limits().inForce());
    } catch (SQLException e) {
      if (Jdbc.isLost(opened, e)) {
        throw e;
      }
      LOG.warn("the journal cannot be told what holds the backfill: {}", e.getMessage());
    }
  }

  private void lost(Exception e) {
    if (isClosing()) {
      LOG.debug("the throttle's session was lost while it was closed", e);
      return;
    }
    failures++;
    publish(lookout.blind("the throttle's session is lost and is opened again: " + e.getMessage()));
    try {
      backoff.pause(failures);
    } catch (CancellationException interrupted) {
      LOG.debug("interrupted", interrupted);
    }
  }

  private void publish(Verdict seen) {
    Optional<String> before = verdict.hold().map(Hold::signal);
    verdict = seen;
    Optional<String> now = seen.hold().map(Hold::signal);
    if (!before.equals(now)) {
      seen.hold()
          .ifPresentOrElse(
              h -> LOG.info("the backfill holds ({}): {}", h.signal(), h.reason()),
              () -> LOG.info("the backfill goes on"));
    }
  }

  /** No statement of the monitor waits long, and none is worth waiting for the disk. */
  private static void prepare(Connection opened) throws SQLException {
    opened.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
    Jdbc.run(
        opened,
        Sql.of(
            """
            SET statement_timeout = '2s';
            SET lock_timeout = '1s';
            SET synchronous_commit = off"""));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void abort() {
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the throttle's session cannot be aborted", e);
      }
    }
  }
}
