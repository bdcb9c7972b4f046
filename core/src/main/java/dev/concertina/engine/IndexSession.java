package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.Threads;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a concurrent build or drop. It waits for its locks without a time-out: they stop
 * nobody, and a time-out would leave an invalid index behind. It notices a dead client by itself,
 * where the platform lets it.
 */
final class IndexSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexSession.class);

  /** Between two looks at whom the statement waits for. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final StepContext context;
  private final Step step;
  private final QualifiedName index;
  private final Session session;

  private IndexSession(StepContext context, Step step, QualifiedName index, Session session) {
    this.context = context;
    this.step = step;
    this.index = index;
    this.session = session;
  }

  static IndexSession open(StepContext context, Step step, QualifiedName index)
      throws SQLException {
    Session session = context.run().open(step.id());
    try {
      Jdbc.run(session.connection(), Sql.of("SET lock_timeout = 0"));
      Jdbc.run(session.connection(), UsersPath.TAKE_UP);
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    try {
      Jdbc.run(session.connection(), Sql.of("SET client_connection_check_interval = '2s'"));
    } catch (SQLException e) {
      LOG.debug("this platform cannot check whether the client lives", e);
    }
    return new IndexSession(context, step, index, session);
  }

  int pid() {
    return session.pid();
  }

  /**
   * Runs until the statement has ended, or the run is asked to end. The statement has a thread of
   * its own, so that this one can say whom it waits for: a listener hears only of the run's thread.
   */
  void run(String sql) throws SQLException {
    Statement statement = new Statement(sql);
    statement.start();
    try {
      watch(statement);
    } catch (RuntimeException e) {
      statement.abandon(e);
      throw e;
    }
    Threads.rethrow(statement.failure);
  }

  private void watch(Statement statement) {
    Optional<Long> blockedSince = Optional.empty();
    while (!statement.endsWithin(LOOK)) {
      List<OtherSession> blockers = blockers();
      if (blockers.isEmpty()) {
        blockedSince = Optional.empty();
        context.clock().goesOn();
        continue;
      }
      context.clock().waits();
      long since = blockedSince.orElseGet(System::nanoTime);
      blockedSince = Optional.of(since);
      context.waiting(
          step, "index " + index, blockers, Duration.ofNanos(System.nanoTime() - since));
    }
    context.clock().goesOn();
  }

  private List<OtherSession> blockers() {
    try {
      return SessionWatch.blockersOf(context.run().work(), session.pid());
    } catch (SQLException e) {
      // Names are a courtesy: the step's next write to the journal reports the lost session.
      LOG.debug("could not look at the sessions that block {}", session.pid(), e);
      return List.of();
    }
  }

  private final class Statement extends Thread {
    private final String sql;
    private volatile @Nullable Exception failure;

    Statement(String sql) {
      super("concertina-index");
      this.sql = sql;
      setDaemon(true);
    }

    @Override
    public void run() {
      Connection connection = session.connection();
      try {
        context.run().stop().during(connection, () -> Jdbc.run(connection, Sql.verbatim(sql)));
      } catch (SQLException | RuntimeException e) {
        failure = e;
      }
    }

    boolean endsWithin(Duration time) {
      try {
        join(time.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        Threads.join(this);
      }
      return !isAlive();
    }

    /** A stop request cancels the statement by itself. */
    void abandon(RuntimeException cause) {
      try {
        if (!context.run().stop().isRequested()) {
          session.connection().unwrap(PGConnection.class).cancelQuery();
        }
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
      Threads.join(this);
    }
  }

  /** Runs at most so long, also in a run that was asked to end. */
  void runFor(Duration limit, String sql) throws SQLException {
    Jdbc.run(
        session.connection(), Sql.of("SET statement_timeout = {}", Sql.number(limit.toMillis())));
    Jdbc.run(session.connection(), Sql.verbatim(sql));
  }

  @Override
  public void close() {
    session.close();
  }
}
