package dev.concertina.backfill;

import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Fence;
import dev.concertina.plan.Step;
import dev.concertina.session.Backoff;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.Waypoints;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Prepares a backfill: refuses what would do harm before the first row, finds or makes the
 * checkpoint, and lets {@link Walk} do the rest.
 */
public final class BackfillRunner {

  private final Identifier home;
  private final BackfillLimits limits;
  private final BackfillLog log;
  private final Fence fence;
  private final SessionWatch watch;
  private final Backoff backoff;
  private final Waypoints waypoints;

  public BackfillRunner(
      Identifier home,
      BackfillLimits limits,
      Fence fence,
      SessionWatch watch,
      Backoff backoff,
      Waypoints waypoints) {
    this.home = home;
    this.limits = limits;
    this.log = new BackfillLog(home);
    this.fence = fence;
    this.watch = watch;
    this.backoff = backoff;
    this.waypoints = waypoints;
  }

  /**
   * Writes every pending row. Run again after an interruption, it goes on from the checkpoint.
   *
   * @param connection a session of its own, in autocommit
   * @throws SQLException what the server said to a batch, other than that a row is held
   */
  public BackfillOutcome run(
      Connection connection, Step.Backfill step, BackfillLog.Key key, BackfillListener listener)
      throws SQLException {
    Optional<TableFacts> found = TableFacts.read(connection, step.table());
    if (found.isEmpty()) {
      return new BackfillOutcome.Refused(
          "table-missing",
          "Table " + step.table() + " is not there any more.",
          "Somebody dropped or renamed it: bring it back, or abort the migration.");
    }
    TableFacts facts = found.get();
    if (!facts.ordinary()) {
      return new BackfillOutcome.Refused(
          "table-with-parts",
          "The rows of " + step.table() + " are (also) in its partitions or child tables.",
          "A backfill walks one ordinary table: give each partition a step of its own.");
    }
    TriggerCheck.Finding triggers = new TriggerCheck(home).find(connection, facts.oid(), step);
    if (!triggers.firing().isEmpty() && !limits.allowUserTriggers()) {
      return refusedFor(step, triggers);
    }
    // Durable together with its checkpoint: a crash of the server loses the last moments of both.
    Jdbc.run(connection, Sql.of("SET synchronous_commit = off"));
    BatchWriter writer =
        new BatchWriter(
            connection,
            step,
            log,
            key,
            fence,
            waypoints,
            new BatchWriter.BatchSettings(
                triggers.silent(), DeadlockTimeout.shortest(connection), limits.lockTimeout()));
    Checkpoint start = log.find(connection, key).orElseGet(() -> Walk.firstPass(facts));
    BatchTrier trier = new BatchTrier(writer, watch, waypoints, step.id());
    return new Walk(connection, step, limits, trier, backoff, listener, start).run();
  }

  private static BackfillOutcome.Refused refusedFor(
      Step.Backfill step, TriggerCheck.Finding triggers) {
    String names = String.join(", ", triggers.firing());
    String why =
        triggers.silent()
            ? "are enabled ALWAYS or for replicas, so nothing keeps them from firing"
            : "would fire, because session_replication_role = replica cannot be used here";
    return new BackfillOutcome.Refused(
        "user-triggers",
        "The backfill of "
            + step.table()
            + " updates old rows, and its triggers "
            + names
            + " "
            + why
            + ".",
        triggers.silent()
            ? "If they may fire for every row, allow user triggers; else disable them meanwhile."
            : "Let the role set it (PostgreSQL 15 or later: GRANT SET ON PARAMETER"
                + " session_replication_role TO the role; a foreign key on a written column"
                + " rules it out), or allow user triggers if they may fire for every row.");
  }
}
