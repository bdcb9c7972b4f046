package dev.concertina.engine;

import dev.concertina.change.Version;
import dev.concertina.gate.GateKeeper;
import dev.concertina.gate.Question;
import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Fence;
import dev.concertina.journal.Steering;
import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StepRow;
import dev.concertina.journal.StoredMigration;
import dev.concertina.journal.WaitRow;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.session.Backoff;
import dev.concertina.session.OtherSession;
import dev.concertina.session.Waypoints;
import dev.concertina.throttle.Company;
import dev.concertina.throttle.Limits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Where a step runs: the run, the phase and how to report.
 *
 * @param migration as it was when the phase began or went on
 * @param clock of this step
 */
record StepContext(
    Run run,
    Settings settings,
    GateKeeper gates,
    StoredMigration migration,
    Phase phase,
    StepLog log,
    EventLog events,
    Listener listener,
    Backoff backoff,
    Waypoints waypoints,
    StepClock clock) {

  Version version() {
    return migration.version();
  }

  /** Of the phase's run in the journal. */
  int number() {
    return migration.run();
  }

  /** What a gate asks in this run; the answer is remembered. */
  Question question(Step.Gate step) {
    return Question.of(run.work(), step.kind(), migration, true);
  }

  StepRow.Key key(Step step) {
    return new StepRow.Key(
        version().toString(), number(), phase, step.id(), step.accept(new StepKind()));
  }

  BackfillLog.Key backfillKey(Step.Backfill step) {
    return new BackfillLog.Key(version(), number(), step.id());
  }

  /** As many sessions as a backfill may have now. */
  Verifier verifier(Step.Verify step) throws SQLException {
    Limits ordered = Limits.parse(Steering.read(run.work(), settings.home()).limits());
    return new Verifier(
        run.work(),
        () -> run.open(step.id()).connection(),
        settings.limits().overriddenBy(ordered).workers(Company.isThere(run.work())),
        run.stop());
  }

  void started(Step step, String detail) {
    commit(step, () -> log.started(run.work(), key(step), detail, clock.spent()));
  }

  void done(Step step, String detail) {
    commit(step, () -> log.done(run.work(), key(step), detail, clock.spent()));
  }

  void failed(Step step, String detail) {
    commit(step, () -> log.failed(run.work(), key(step), detail, clock.spent()));
  }

  /** The run ends here; the step is not begun, or not to its end. */
  void mustWait(Step step, String detail) {
    commit(step, () -> log.waiting(run.work(), key(step), detail, clock.spent()));
  }

  void waiting(Step step, String what, List<OtherSession> blockers, Duration waited) {
    Waiting waiting = new Waiting(step.id(), what, blockers, waited);
    tell(step, waiting);
    listener.waiting(version(), waiting);
    if (settings
        .allowed()
        .cancelBlockersAfter()
        .filter(t -> waited.compareTo(t) >= 0)
        .isPresent()) {
      new BlockerCancelling(this).cancel(step, blockers);
    }
  }

  /** Those who watch from elsewhere. */
  private void tell(Step step, Waiting waiting) {
    try {
      WaitRow.write(run.work(), settings.home(), key(step), waiting.reason(), waiting.waited());
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
  }

  /** One write to the journal, fenced. */
  private void commit(Step step, Fence.Writing writing) {
    try {
      run.commit(run.work(), writing);
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
  }
}
