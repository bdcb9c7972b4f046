package dev.concertina.engine;

import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements and the step's journal row in one transaction: exactly once. Order in it: the
 * lease, the locks by rotation, the guards, the statements, the row.
 */
final class DdlRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DdlRunner.class);

  /** For locks that the plan did not name, while others are held: hardly more than NOWAIT. */
  private static final Duration UNPLANNED = Duration.ofMillis(20);

  private final StepContext context;
  private final Connection connection;
  private final boolean whole;

  DdlRunner(StepContext context) {
    this(context, true);
  }

  private DdlRunner(StepContext context, boolean whole) {
    this.context = context;
    this.whole = whole;
    this.connection = context.run().work();
  }

  /**
   * A runner for parts of a step that can be repeated and whose row is written once all parts are
   * done.
   */
  static DdlRunner ofParts(StepContext context) {
    return new DdlRunner(context, false);
  }

  void run(Step.Ddl step) {
    Tries tries = new Tries(context, step);
    Optional<QualifiedName> first = Optional.empty();
    Duration wait = context.settings().lockTimeout();
    while (true) {
      try (SessionWatch.Observation seen = context.run().watch().observe(context.run().workPid())) {
        try {
          attempt(step, first, wait);
          return;
        } catch (LockRefusedException e) {
          first = Optional.of(e.lock().table());
          tries.failed(e.lock().toString(), seen.blockers(), e);
          wait = nextWait(seen.blockers());
        } catch (SQLException e) {
          retryOrFail(step, e);
          tries.failed(planned(step), seen.blockers(), e);
        }
      }
    }
  }

  private void attempt(Step.Ddl step, Optional<QualifiedName> first, Duration wait)
      throws SQLException {
    context.run().commit(connection, () -> change(step, first, wait));
    context.waypoints().pass(Place.STEP_AFTER_COMMIT, step.id(), context.run().workPid());
  }

  private void change(Step.Ddl step, Optional<QualifiedName> first, Duration wait)
      throws SQLException {
    List<TableLock> targets = LockRotation.targets(connection, step.locks());
    long asked = System.nanoTime();
    LockRotation.take(connection, targets, first, wait);
    Duration waited = Duration.ofNanos(System.nanoTime() - asked);
    if (!targets.isEmpty()) {
      Jdbc.run(connection, Sql.of("SET LOCAL lock_timeout = {}", Sql.number(UNPLANNED.toMillis())));
    }
    for (Step.Guard guard : step.guards()) {
      ask(step, guard);
    }
    for (Statement statement : step.statements()) {
      run(statement.sql());
    }
    if (whole) {
      context.log().done(connection, context.key(step), "", context.clock().spent(waited));
    }
    context.waypoints().pass(Place.STEP_BEFORE_COMMIT, step.id(), context.run().workPid());
  }

  private void ask(Step.Ddl step, Step.Guard guard) throws SQLException {
    long count;
    try {
      count =
          Jdbc.listVerbatim(connection, Sql.verbatim(guard.sql()), row -> row.getLong(1)).get(0);
    } catch (SQLException e) {
      throw new StatementFailedException(guard.sql(), e);
    }
    if (count != 0) {
      throw new StepFailedException(
          "guard",
          step.id(),
          guard.sql(),
          "Step "
              + step.id()
              + " ("
              + step.title()
              + ") changed nothing: "
              + guard.message()
              + " ("
              + count
              + ").",
          guard.hint());
    }
  }

  private void run(String sql) throws SQLException {
    try {
      context.run().stop().during(connection, () -> Jdbc.run(connection, Sql.verbatim(sql)));
    } catch (SQLException e) {
      throw new StatementFailedException(sql, e);
    }
  }

  private static void retryOrFail(Step.Ddl step, SQLException e) {
    if (!SqlState.isRetryable(e)) {
      throw Failures.of(step, e instanceof StatementFailedException s ? s.sql() : "", e);
    }
  }

  private static String planned(Step.Ddl step) {
    List<String> locks = step.locks().stream().map(TableLock::toString).toList();
    return locks.isEmpty() ? "a lock that one of its statements needs" : String.join(", ", locks);
  }

  /**
   * An ordinary autovacuum gives way only to one who has waited for its deadlock_timeout ("Routine
   * Vacuuming" in the documentation): where it is all that is in the way, it is cancelled, or else
   * waited for that long once.
   */
  private Duration nextWait(List<OtherSession> blockers) {
    Duration usual = context.settings().lockTimeout();
    if (blockers.isEmpty() || !blockers.stream().allMatch(OtherSession::isYieldingAutovacuum)) {
      return usual;
    }
    try {
      for (OtherSession autovacuum : blockers) {
        Jdbc.run(
            connection,
            Sql.of("SELECT pg_catalog.pg_cancel_backend({})", Sql.number(autovacuum.pid())));
      }
      return usual;
    } catch (SQLException e) {
      LOG.debug("may not cancel autovacuum, wait for it to give way", e);
      return usual.plus(deadlockTimeout());
    }
  }

  private Duration deadlockTimeout() {
    try {
      return Jdbc.first(
              connection,
              Sql.of(
                  "SELECT setting::bigint AS millis FROM pg_catalog.pg_settings"
                      + " WHERE name = 'deadlock_timeout'"),
              row -> Duration.ofMillis(row.getLong("millis")))
          .orElse(Duration.ofSeconds(1));
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }
}
