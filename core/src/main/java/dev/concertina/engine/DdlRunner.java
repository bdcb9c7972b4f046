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
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements and the step's journal row in one transaction: exactly once. Order in it: the
 * lease, the locks by rotation, the guards, the statements, the row.
 */
final class DdlRunner {

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
    AutovacuumInTheWay autovacuum = new AutovacuumInTheWay();
    while (true) {
      try (SessionWatch.Observation seen =
          context.run().watch().observe(context.run().workPid(), autovacuum)) {
        try {
          attempt(step, first);
          return;
        } catch (LockRefusedException e) {
          first = Optional.of(e.lock().table());
          tries.failed(e.lock().toString(), seen.blockers(), e);
          letGiveWay(autovacuum, e.lock(), seen.blockers());
        } catch (SQLException e) {
          retryOrFail(step, e);
          tries.failed(planned(step), seen.blockers(), e);
        }
      }
    }
  }

  private void attempt(Step.Ddl step, Optional<QualifiedName> first) throws SQLException {
    context.run().commit(connection, () -> change(step, first));
    context.waypoints().pass(Place.STEP_AFTER_COMMIT, step.id(), context.run().workPid());
  }

  private void change(Step.Ddl step, Optional<QualifiedName> first) throws SQLException {
    List<TableLock> targets = LockRotation.targets(connection, step.locks());
    GoneTables gone = GoneTables.of(connection, context.phase(), step);
    List<Step.Guard> guards = gone.areAll() ? List.of() : step.guards();
    // Guards are ours; where there is none, the path costs no time under the locks.
    if (guards.isEmpty()) {
      Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
    }
    long asked = System.nanoTime();
    LockRotation.take(connection, targets, first, context.settings().lockTimeout());
    Duration waited = Duration.ofNanos(System.nanoTime() - asked);
    if (!targets.isEmpty()) {
      Jdbc.run(connection, Sql.of("SET LOCAL lock_timeout = {}", Sql.number(UNPLANNED.toMillis())));
    }
    for (Step.Guard guard : guards) {
      ask(step, guard);
    }
    if (!guards.isEmpty()) {
      Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
    }
    Set<QualifiedName> without = run(step, gone);
    Jdbc.run(connection, UsersPath.PUT_DOWN_IN_TRANSACTION);
    if (whole) {
      context
          .log()
          .done(
              connection,
              context.key(step),
              GoneTables.words(without),
              context.clock().spent(waited));
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

  /** The tables for whose statements there was nothing to do any more. */
  private Set<QualifiedName> run(Step.Ddl step, GoneTables gone) throws SQLException {
    Set<QualifiedName> without = new LinkedHashSet<>();
    for (Statement statement : step.statements()) {
      Optional<QualifiedName> table = gone.of(statement);
      if (table.isEmpty()) {
        run(statement.sql());
      } else if (!runIfThere(statement.sql())) {
        without.add(table.get());
      }
    }
    return without;
  }

  private void run(String sql) throws SQLException {
    try {
      context.run().stop().during(connection, () -> Jdbc.run(connection, Sql.verbatim(sql)));
    } catch (SQLException e) {
      throw new StatementFailedException(sql, e);
    }
  }

  /** A view that gets its name back is not there under it either: the server knows best. */
  private boolean runIfThere(String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      run(sql);
      return true;
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.UNDEFINED_TABLE)) {
        throw e;
      }
      connection.rollback(before);
      return false;
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

  private void letGiveWay(
      AutovacuumInTheWay autovacuum, TableLock lock, List<OtherSession> blockers) {
    try {
      autovacuum.letGiveWay(connection, lock.table(), blockers, context.settings().lockTimeout());
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }
}
