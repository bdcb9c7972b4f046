package dev.concertina.backfill;

import dev.concertina.backfill.BatchWriter.BatchSettings;
import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Fence;
import dev.concertina.plan.Step;
import dev.concertina.session.Backoff;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.Sessions;
import dev.concertina.session.Waypoints;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.throttle.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a backfill: refuses what would do harm before the first row, finds or makes the
 * checkpoints, and lets a {@link Crew} of walkers do the rest.
 */
public final class BackfillRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BackfillRunner.class);

  private final BackfillLimits limits;
  private final Throttle throttle;
  private final BackfillLog log;
  private final TriggerCheck triggerCheck;
  private final Sessions sessions;
  private final Fence fence;
  private final SessionWatch watch;
  private final Backoff backoff;
  private final Waypoints waypoints;

  public BackfillRunner(
      Identifier home,
      BackfillLimits limits,
      Throttle throttle,
      Sessions sessions,
      Fence fence,
      SessionWatch watch,
      Backoff backoff,
      Waypoints waypoints) {
    this.limits = limits;
    this.throttle = throttle;
    this.log = new BackfillLog(home);
    this.triggerCheck = new TriggerCheck(home);
    this.sessions = sessions;
    this.fence = fence;
    this.watch = watch;
    this.backoff = backoff;
    this.waypoints = waypoints;
  }

  /**
   * Writes every pending row. Run again after an interruption, it goes on from the checkpoints.
   *
   * @throws SQLException what the server said to a batch, other than that a row is held
   */
  public BackfillOutcome run(Step.Backfill step, BackfillLog.Key key, BackfillListener listener)
      throws SQLException {
    try (Connection connection = sessions.open()) {
      Optional<BackfillOutcome.Refused> refused = Refusals.find(connection, step);
      if (refused.isPresent()) {
        return refused.get();
      }
      List<TableFacts> leaves = TableFacts.leaves(connection, step.table());
      TriggerCheck.Finding triggers = triggerCheck.find(connection, leaves, step);
      if (!triggers.firing().isEmpty() && !limits.allowUserTriggers()) {
        return Refusals.triggers(step, triggers);
      }
      BatchSettings settings =
          new BatchSettings(
              triggers.silent(), DeadlockTimeout.shortest(connection), limits.lockTimeout());
      return walk(connection, step, leaves, key, settings, listener);
    }
  }

  private BackfillOutcome walk(
      Connection connection,
      Step.Backfill step,
      List<TableFacts> found,
      BackfillLog.Key key,
      BatchSettings settings,
      BackfillListener listener)
      throws SQLException {
    Walk walk = new Walk();
    List<TableFacts> leaves = found;
    walk.take(leaves, log.checkpoints(connection, key));
    walk.resume(log.windows(connection, key));
    Pace pace = new Pace(System::nanoTime);
    Optional<BackfillOutcome> outcome = Optional.empty();
    while (outcome.isEmpty() && begin(connection, key, walk, leaves)) {
      Crew crew =
          new Crew(throttle, (number, me) -> work(number, me, walk, step, key, settings), listener);
      Reporter reporter = new Reporter(step.id(), walk, pace, crew, throttle, listener);
      outcome = crew.run(reporter::report);
      reporter.report();
      // A partition that appeared meanwhile has rows that nobody has looked at.
      leaves = TableFacts.leaves(connection, step.table());
    }
    if (outcome.isPresent()) {
      return outcome.get();
    }
    // A table that went under the walk has nothing left to walk, and is not filled.
    Optional<BackfillOutcome.Refused> gone = Refusals.missing(connection, step.table());
    return gone.isPresent() ? gone.get() : new BackfillOutcome.Completed(walk.totals().rowsDone());
  }

  /** Takes up what is new; whether anything is left to do. */
  private boolean begin(
      Connection connection, BackfillLog.Key key, Walk walk, List<TableFacts> leaves)
      throws SQLException {
    List<Checkpoint> fresh = walk.unknown(leaves).stream().map(Walk::start).toList();
    if (!fresh.isEmpty()) {
      fence.commit(
          connection,
          () -> {
            for (Checkpoint checkpoint : fresh) {
              log.begin(connection, key, checkpoint);
            }
          });
      walk.take(leaves, fresh);
    }
    return walk.hasWork();
  }

  private boolean work(
      int number,
      Crew crew,
      Walk walk,
      Step.Backfill step,
      BackfillLog.Key key,
      BatchSettings settings)
      throws SQLException {
    Optional<Connection> session = open(number, crew);
    if (session.isEmpty()) {
      return false;
    }
    try (Connection connection = session.get()) {
      // What is not a batch: a crash of the server loses the last moments of it.
      Jdbc.run(connection, Sql.of("SET synchronous_commit = off"));
      BatchWriter writer = new BatchWriter(connection, step, log, key, fence, waypoints, settings);
      return new Walker(
              number,
              walk,
              writer,
              new BatchTrier(writer, watch),
              crew,
              new HeldBudget(limits.heldBudget(), backoff),
              limits.batchTarget())
          .run();
    }
  }

  /** One walker is enough: where the server has no session left for another, the walk goes on. */
  private Optional<Connection> open(int number, Crew crew) throws SQLException {
    try {
      return Optional.of(sessions.open());
    } catch (SQLException | RuntimeException e) {
      if (number == 0) {
        throw e;
      }
      LOG.warn("worker {} has no session, the backfill goes on without: {}", number, e.toString());
      crew.goOnWithout(number);
      return Optional.empty();
    }
  }
}
