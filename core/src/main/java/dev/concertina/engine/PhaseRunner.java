package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.gate.GateKeeper;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.Steering;
import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StepRow;
import dev.concertina.journal.StepState;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Backoff;
import dev.concertina.session.Waypoints;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs one phase of a registered migration from where it is to its end. */
final class PhaseRunner {

  private final Run run;
  private final Settings settings;
  private final GateKeeper gates;
  private final Listener listener;
  private final Backoff backoff;
  private final Waypoints waypoints;
  private final EventLog events;
  private final Journal journal;
  private final StepLog log;
  private final Additions additions;
  private final PhaseProgress progress;

  PhaseRunner(
      Run run,
      Settings settings,
      Additions additions,
      GateKeeper gates,
      Listener listener,
      Backoff backoff,
      Waypoints waypoints,
      EventLog events) {
    this.run = run;
    this.settings = settings;
    this.gates = gates;
    this.listener = listener;
    this.backoff = backoff;
    this.waypoints = waypoints;
    this.events = events;
    this.journal = new Journal(settings.home());
    this.log = new StepLog(settings.home());
    this.additions = additions;
    this.progress = new PhaseProgress(run.work(), log, additions);
  }

  void run(Version version, Phase phase, ContractOptions options) {
    try {
      StoredMigration migration = find(version);
      Transition transition = decide(migration, phase);
      if (transition instanceof Transition.Refused refused) {
        throw new MigrationException(
            "wrong-phase",
            "Migration " + version + ": " + refused.message(),
            refused.hint(),
            Optional.empty());
      }
      if (transition instanceof Transition.Nothing) {
        return;
      }
      if (transition instanceof Transition.Begin) {
        if (phase == Phase.RESTORE) {
          Registration.refuseInFlight(journal.all(run.work()), migration);
        }
        begin(version, phase);
      }
      runSteps(find(version), phase, options, transition instanceof Transition.Resume);
      if (options.gate() && (phase == Phase.MIGRATE || phase == Phase.SWITCH)) {
        watch(version, phase);
      }
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  /** From the moment on in which the new application is let in, the old one may leave. */
  void watch(Version version, Phase phase) throws SQLException {
    StoredMigration migration = find(version);
    for (Step step : migration.plan().phase(Phase.CONTRACT).steps()) {
      if (step instanceof Step.Gate gate) {
        StepContext context = context(migration, phase);
        gates.watch(context.question(gate));
      }
    }
  }

  private Transition decide(StoredMigration migration, Phase phase) throws SQLException {
    return decide(progress, migration, phase);
  }

  /** What the command means now; only reads. */
  static Transition decide(PhaseProgress progress, StoredMigration migration, Phase phase)
      throws SQLException {
    return Transitions.decide(migration.state(), migration.phase(), progress.of(migration), phase);
  }

  private StoredMigration find(Version version) throws SQLException {
    return journal.find(run.work(), version).orElseThrow(() -> unknown(version));
  }

  static MigrationException unknown(Version version) {
    return new MigrationException(
        "unknown-version",
        "Migration " + version + " was never expanded on this database.",
        "Run expand (or deploy) first.",
        Optional.empty());
  }

  private void begin(Version version, Phase phase) throws SQLException {
    run.commit(
        run.work(),
        () -> {
          journal.begin(run.work(), version, phase);
          note(version, phase, "begins");
        });
  }

  private void note(Version version, Phase phase, String detail) throws SQLException {
    events.record(run.work(), version, phase.name().toLowerCase(Locale.ROOT), detail);
  }

  private void runSteps(
      StoredMigration migration, Phase phase, ContractOptions options, boolean resumed)
      throws SQLException {
    if (resumed) {
      run.commit(run.work(), () -> note(migration.version(), phase, "goes on"));
    }
    listener.phaseStarted(migration.version(), phase, resumed);
    if (phase == Phase.REVERT || (phase == Phase.CONTRACT && !resumed)) {
      new TakingBack(context(migration, phase), progress).run();
    }
    List<Step> steps = migration.plan().phase(phase).steps();
    int open = firstOpen(steps, migration);
    GateAge age = new GateAge(settings.gate().soak());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (i < open && !isAskedAgain(step)) {
        listener.stepSkipped(migration.version(), phase, step);
      } else {
        askAgain(migration, phase, step, age, options);
        run(step, context(migration, phase), options);
        if (step instanceof Step.Gate gate) {
          age.answered(gate);
        }
      }
    }
    complete(migration, phase);
    listener.phaseFinished(migration.version(), phase);
  }

  /** Work that takes hours may stand between the gate and what cannot be taken back. */
  private void askAgain(
      StoredMigration migration, Phase phase, Step step, GateAge age, ContractOptions options) {
    if (phase == Phase.CONTRACT && options.gate() && additions.isLoss(migration.plan(), step)) {
      age.tooOld()
          .ifPresent(
              gate -> {
                run(gate, context(migration, phase), options);
                age.answered(gate);
              });
    }
  }

  /**
   * Where the phase goes on: after the last step that is done and changed something. What only
   * looked after that is asked again, because its answer may be old.
   */
  private int firstOpen(List<Step> steps, StoredMigration migration) throws SQLException {
    Set<String> done =
        log.steps(run.work(), migration.version(), migration.run()).stream()
            .filter(row -> row.state() == StepState.DONE && !StepKind.onlyLooks(row.kind()))
            .map(StepRow::id)
            .collect(Collectors.toSet());
    int open = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (done.contains(steps.get(i).id())) {
        open = i + 1;
      }
    }
    return open;
  }

  /**
   * A CONTRACT may stop behind its gate and go on days later, when the old application has come
   * back. Only a new application can have come back in an ABORT, which the old shape outlives.
   */
  private static boolean isAskedAgain(Step step) {
    return step instanceof Step.Gate gate && gate.kind() == GateKind.OLD_SHAPE_UNUSED;
  }

  private void run(Step step, StepContext context, ContractOptions options) {
    listener.stepStarted(context.version(), context.phase(), step);
    if (step instanceof Step.Backfill) {
      refusePaused();
    }
    try {
      step.accept(new StepRunner(context, options, events)).run();
    } catch (StepFailedException | WaitingException e) {
      noteFailure(step, context, e);
      throw e;
    }
    listener.stepFinished(context.version(), context.phase(), step);
  }

  /** Not a failure of the step: it stays as it is. */
  private void refusePaused() {
    Optional<Steering.Pause> pause;
    try {
      pause = Steering.read(run.work(), settings.home()).pause();
    } catch (SQLException e) {
      throw Failures.of(e);
    }
    if (pause.isPresent()) {
      throw new WaitingException(
          "paused",
          "Backfills are " + pause.get() + ".",
          "End the pause with: concertina resume. Then run the same command again.",
          List.of());
    }
  }

  /** For status; the exception itself matters more than whether it could be written down. */
  private static void noteFailure(Step step, StepContext context, EngineException e) {
    String message = String.valueOf(e.getMessage());
    try {
      if (e instanceof WaitingException) {
        context.mustWait(step, message);
      } else {
        context.failed(step, message);
      }
    } catch (RuntimeException notNoted) {
      e.addSuppressed(notNoted);
    }
  }

  private void complete(StoredMigration migration, Phase phase) throws SQLException {
    run.commit(
        run.work(),
        () -> {
          journal.complete(
              run.work(),
              migration.version(),
              Transitions.reached(phase, migration.plan().endsWithMigrate()));
          note(migration.version(), phase, "complete");
        });
  }

  private StepContext context(StoredMigration migration, Phase phase) {
    return new StepContext(
        run,
        settings,
        gates,
        migration,
        phase,
        log,
        events,
        listener,
        backoff,
        waypoints,
        new StepClock());
  }
}
