package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.Fence;
import dev.concertina.journal.Layout;
import dev.concertina.journal.Lease;
import dev.concertina.journal.LeaseLostException;
import dev.concertina.session.OperatorsAhead;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.SqlState;
import dev.concertina.session.StopRequest;
import dev.concertina.sql.Identifier;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one run that may write: it holds an advisory lock on a session of its own and the lease, and
 * knows when it has lost them. The advisory lock is polled, never waited for: a waiting lock has a
 * snapshot, and a concurrent index build would wait for that in turn.
 */
final class Run implements Fence, AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final SessionFactory sessions;
  private final Session lock;
  private final Session work;
  private final Lease lease;
  private final ScheduledExecutorService thread;
  private final SessionWatch watch;
  private final StopRequest stop;
  private volatile @Nullable Exception lost;

  private Run(SessionFactory sessions, Session lock, Session work, Lease lease, StopRequest stop) {
    this.sessions = sessions;
    this.lock = lock;
    this.work = work;
    this.lease = lease;
    this.stop = stop;
    this.thread = Executors.newSingleThreadScheduledExecutor(Run::daemon);
    this.watch = new SessionWatch(lock.connection(), thread);
    var unused =
        thread.scheduleWithFixedDelay(
            this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Makes the journal if there is none and becomes the run that may write.
   *
   * @param who the user and host that the run comes from
   * @param stop by which the run is asked to end
   * @throws BusyException if another run has the lock for all of {@code settings.busyWait()}
   */
  static Run begin(SessionFactory sessions, Settings settings, String who, StopRequest stop) {
    Session lock = sessions.open("lock");
    try {
      SessionFactory.refuseStandby(lock.connection());
      refuseOperators(lock.connection());
      SynchronousStandbys.refuseMissing(lock.connection());
      new Layout(settings.home()).create(lock.connection());
      lock(lock.connection(), settings, stop);
      Lease lease = takeLease(lock.connection(), settings.home(), sessions.run(), who);
      return new Run(sessions, lock, sessions.open("work"), lease, stop);
    } catch (SQLException e) {
      lock.close();
      throw Failures.of(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The run's part of application_name. */
  String name() {
    return sessions.run();
  }

  /** The session of the journal and of transactional steps. */
  Connection work() {
    return work.connection();
  }

  int workPid() {
    return work.pid();
  }

  /** One more session of this run; the caller closes it. */
  Session open(String purpose) {
    return sessions.open(purpose);
  }

  /** By which the run is asked to end. */
  StopRequest stop() {
    return stop;
  }

  SessionWatch watch() {
    return watch;
  }

  @Override
  public void check(Connection connection) throws SQLException {
    Exception reason = lost;
    if (reason != null) {
      LeaseLostException failure =
          new LeaseLostException("the session that holds the lock is gone");
      failure.initCause(reason);
      throw failure;
    }
    lease.check(connection);
  }

  /** Ends the run: the server frees the advisory lock with its session. */
  @Override
  public void close() {
    thread.shutdownNow();
    work.close();
    lock.close();
  }

  /** The thread stays when the lock is lost: a step that is under way still asks it to look. */
  void beat() {
    if (lost != null) {
      return;
    }
    try {
      lease.beat(lock.connection());
    } catch (SQLException | LeaseLostException e) {
      lost = e;
    }
  }

  /** The path may be another one than that of the run whose preflight has looked. */
  private static void refuseOperators(Connection connection) throws SQLException {
    Optional<OperatorsAhead> ahead = OperatorsAhead.of(connection);
    if (ahead.isPresent()) {
      throw new MigrationException(
          OperatorsAhead.CODE, ahead.get().message(), ahead.get().hint(), Optional.empty());
    }
  }

  private static void lock(Connection connection, Settings settings, StopRequest stop)
      throws SQLException {
    long deadline = System.nanoTime() + settings.busyWait().toNanos();
    while (!RunLock.tryTake(connection, settings.home())) {
      if (System.nanoTime() >= deadline) {
        throw busy(connection, settings.home());
      }
      try {
        stop.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy(connection, settings.home());
      }
    }
  }

  private static Lease takeLease(Connection connection, Identifier home, String run, String who)
      throws SQLException {
    try {
      return Lease.take(connection, home, run, who);
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.LOCK_NOT_AVAILABLE)) {
        throw (BusyException)
            new BusyException(
                    "busy",
                    "A last transaction of an interrupted run is still at work in the server.",
                    "Run again in a moment.")
                .because(e);
      }
      throw e;
    }
  }

  private static BusyException busy(Connection connection, Identifier home) throws SQLException {
    Optional<Integer> pid = RunLock.backend(connection, home);
    String holder =
        Lease.holder(connection, home)
            .filter(h -> pid.isEmpty() || pid.get() == h.pid())
            .map(
                h ->
                    h.who()
                        + ", backend "
                        + h.pid()
                        + ", since "
                        + Amounts.moment(h.taken())
                        + ", last heartbeat "
                        + Amounts.moment(h.heartbeat()))
            .orElse(pid.map(p -> "backend " + p).orElse("it has just ended"));
    return new BusyException(
        "busy",
        "Another run of Concertina works on this database: " + holder + ".",
        "Wait until it has ended, then run again."
            + pid.map(p -> " If it hangs, SELECT pg_terminate_backend(" + p + ") ends it.")
                .orElse(""));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "concertina-watch");
    thread.setDaemon(true);
    return thread;
  }
}
