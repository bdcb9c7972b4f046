package dev.concertina.engine;

import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.gate.GateAnswer;
import dev.concertina.gate.GateKeeper;
import dev.concertina.gate.Question;
import dev.concertina.gate.Reason;
import dev.concertina.gate.Testimony;
import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.BackfillTotals;
import dev.concertina.journal.Journal;
import dev.concertina.journal.Layout;
import dev.concertina.journal.Lease;
import dev.concertina.journal.State;
import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StepRow;
import dev.concertina.journal.StepState;
import dev.concertina.journal.StoredMigration;
import dev.concertina.journal.WaitRow;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Step;
import dev.concertina.sql.Identifier;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes statuses from the journal; only reads. */
final class StatusReader {

  private final Connection connection;
  private final Settings settings;
  private final Identifier home;
  private final Journal journal;
  private final StepLog log;
  private final Layout layout;
  private final PhaseProgress progress;
  private final Optional<GateKeeper> gates;

  /** Reads everything, also what the gates say now. */
  StatusReader(Connection connection, Settings settings, Additions additions, GateKeeper gates) {
    this(connection, settings, additions, Optional.of(gates));
  }

  private StatusReader(
      Connection connection, Settings settings, Additions additions, Optional<GateKeeper> gates) {
    this.connection = connection;
    this.gates = gates;
    this.settings = settings;
    this.home = settings.home();
    this.journal = new Journal(home);
    this.log = new StepLog(home);
    this.progress = new PhaseProgress(connection, log, additions);
    this.layout = new Layout(home);
  }

  /** Only what stands in the journal. */
  static StatusReader withoutGates(Connection connection, Settings settings, Additions additions) {
    return new StatusReader(connection, settings, additions, Optional.empty());
  }

  List<MigrationStatus> all() throws SQLException {
    List<MigrationStatus> result = new ArrayList<>();
    for (StoredMigration migration : journal.all(connection)) {
      result.add(status(migration));
    }
    return result;
  }

  MigrationStatus status(StoredMigration migration) throws SQLException {
    List<StepStatus> steps = stepStatuses(migration);
    return new MigrationStatus(
        migration.version(),
        migration.description(),
        migration.plan().publishes(),
        migration.state(),
        migration.phase(),
        progress.of(migration) == PhaseProgress.Done.CHANGED,
        migration.times(),
        steps,
        backfill(migration, steps),
        gate(migration),
        retained(migration));
  }

  private Optional<MigrationStatus.Retained> retained(StoredMigration migration) {
    return migration.isRetaining()
        ? migration
            .times()
            .contracted()
            .map(
                since ->
                    new MigrationStatus.Retained(
                        since,
                        since.plus(settings.retention()),
                        migration.plan().phase(Phase.PURGE).steps().stream()
                            .map(Step::title)
                            .toList()))
        : Optional.empty();
  }

  private List<StepStatus> stepStatuses(StoredMigration migration) throws SQLException {
    Map<String, StepRow> last = new HashMap<>();
    Map<Phase, Integer> lastRun = new HashMap<>();
    for (StepRow row : log.steps(connection, migration.version())) {
      lastRun.merge(row.phase(), row.run(), Math::max);
      last.put(row.id(), row);
    }
    migration.phase().ifPresent(phase -> lastRun.put(phase, migration.run()));
    Optional<Lease.Holder> atWork = RunLock.atWork(connection, home);
    Optional<WaitRow> wait = wait(atWork);
    List<StepStatus> result = new ArrayList<>();
    for (PhasePlan phase : migration.plan().phases()) {
      for (Step step : phase.steps()) {
        Optional<StepRow> row =
            Optional.ofNullable(last.get(step.id()))
                .filter(r -> lastRun.getOrDefault(phase.phase(), 0) == r.run());
        StepStatus status = status(phase.phase(), step, row, atWork);
        result.add(
            wait.filter(w -> w.isOf(migration.version(), migration.run(), step.id()))
                .map(
                    w ->
                        status.waits(
                            "waits " + Amounts.duration(w.waited()) + " for " + w.reason()))
                .orElse(status));
      }
    }
    return result;
  }

  /** What a run that is gone waited for is not repeated. */
  private Optional<WaitRow> wait(Optional<Lease.Holder> atWork) throws SQLException {
    return atWork.isEmpty() || !layout.isCurrent(connection)
        ? Optional.empty()
        : WaitRow.read(connection, home).filter(w -> !w.at().isBefore(atWork.get().taken()));
  }

  private static StepStatus status(
      Phase phase, Step step, Optional<StepRow> row, Optional<Lease.Holder> atWork) {
    return new StepStatus(
        step.id(),
        step.accept(new StepKind()),
        phase,
        step.title(),
        row.map(r -> state(r, atWork)).orElse("pending"),
        step.statements(),
        row.flatMap(StepRow::started),
        row.flatMap(StepRow::finished),
        row.flatMap(StepRow::detail));
  }

  /** A step that a run has begun which is gone by now still stands as running in the journal. */
  private static String state(StepRow row, Optional<Lease.Holder> atWork) {
    boolean mayRun =
        atWork.isPresent()
            && row.started().filter(began -> !began.isBefore(atWork.get().taken())).isPresent();
    return row.state() == StepState.RUNNING && !mayRun
        ? StepStatus.STOPPED
        : row.state().name().toLowerCase(Locale.ROOT);
  }

  private Optional<BackfillStatus> backfill(StoredMigration migration, List<StepStatus> steps)
      throws SQLException {
    if (!layout.isCurrent(connection)) {
      return Optional.empty();
    }
    List<BackfillTotals> progress =
        BackfillTotals.read(connection, home, migration.version(), migration.run());
    if (progress.isEmpty()) {
      return Optional.empty();
    }
    BackfillTotals last = progress.get(progress.size() - 1);
    Optional<StepStatus> step = steps.stream().filter(s -> s.id().equals(last.step())).findFirst();
    return step.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BackfillReader(connection, home)
                .read(
                    new BackfillLog.Key(migration.version(), migration.run(), last.step()),
                    last,
                    step.get()));
  }

  private Optional<GateAnswer> gate(StoredMigration migration) throws SQLException {
    if (gates.isEmpty() || migration.state() != State.SWITCHED) {
      return Optional.empty();
    }
    for (Step step : migration.plan().phase(Phase.CONTRACT).steps()) {
      if (step instanceof Step.Gate gate) {
        return Optional.of(
            layout.isCurrent(connection)
                ? gates.get().ask(Question.of(connection, gate.kind(), migration, false))
                : notAsked(gate));
      }
    }
    return Optional.empty();
  }

  /** Some tables of its witnesses may be missing, and who only reads makes none. */
  private static GateAnswer notAsked(Step.Gate gate) {
    return new GateAnswer(
        gate.kind(),
        List.of(
            new Testimony(
                "journal",
                "written by an older Concertina",
                List.of(
                    new Reason(
                        "The gate is not asked before a command that writes has brought the journal"
                            + " up to date: run the next one.",
                        "")))));
  }
}
