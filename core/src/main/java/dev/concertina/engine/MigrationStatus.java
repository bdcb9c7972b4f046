package dev.concertina.engine;

import dev.concertina.change.Version;
import dev.concertina.gate.GateAnswer;
import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one migration stands.
 *
 * @param publishes the schema that the new application needs in its search path
 * @param running the phase that has begun and is not complete
 * @param bound whether that phase has done what only it or its way back can end
 * @param steps every step of the plan, in the order of phases
 * @param backfill the newest one of the running phase
 * @param gate what the gate of CONTRACT says now, once the migration is switched
 * @param retained what `revert` would bring back and `purge` would drop
 */
public record MigrationStatus(
    Version version,
    String description,
    Optional<Identifier> publishes,
    State state,
    Optional<Phase> running,
    boolean bound,
    StoredMigration.Times times,
    List<StepStatus> steps,
    Optional<BackfillStatus> backfill,
    Optional<GateAnswer> gate,
    Optional<Retained> retained) {

  /**
   * What CONTRACT has put out of the way.
   *
   * @param until the moment from which `purge` takes it without being told to
   * @param purge what `purge` will do
   */
  public record Retained(Instant since, Instant until, List<String> purge) {
    public Retained {
      purge = List.copyOf(purge);
    }
  }

  /**
   * One step of the plan.
   *
   * @param state {@code pending}, {@code running}, {@code stopped} if the run that began it is
   *     gone, {@code done}, {@code waiting} if the run has ended because something else has to
   *     happen first, or {@code failed}, in the last run of its phase
   * @param detail counts, an error, or what the run waits for at this moment
   */
  public record StepStatus(
      String id,
      String kind,
      Phase phase,
      String title,
      String state,
      List<Statement> statements,
      Optional<Instant> started,
      Optional<Instant> finished,
      Optional<String> detail) {

    static final String STOPPED = "stopped";

    public StepStatus {
      statements = List.copyOf(statements);
    }

    /** The run works on it, and cannot go on at this moment. */
    StepStatus waits(String why) {
      return new StepStatus(
          id, kind, phase, title, "running", statements, started, finished, Optional.of(why));
    }

    public boolean isDone() {
      return state.equals("done");
    }

    public boolean isRunning() {
      return state.equals("running");
    }

    /** It was begun, and no run works on it. */
    public boolean isStopped() {
      return state.equals(STOPPED);
    }

    /** It cannot be done yet, and nothing is wrong: a gate is shut, a lock is held. */
    public boolean isWaiting() {
      return state.equals("waiting");
    }

    public boolean hasFailed() {
      return state.equals("failed");
    }
  }

  /**
   * A backfill as its last checkpoint tells it.
   *
   * @param rowsTotal the planner's estimate
   * @param blocksDone pages that are done
   * @param blocksHeld pages that are left for the end, because somebody held a row in them
   * @param work empty if no run is at work on it
   * @param hold why it stands still; a pause also holds the next run
   */
  public record BackfillStatus(
      String step,
      long rowsDone,
      long rowsTotal,
      long blocksDone,
      long blocksTotal,
      long blocksHeld,
      Optional<AtWork> work,
      Optional<Hold> hold) {}

  /**
   * The run that works on a backfill now, as it said within the last second or so.
   *
   * @param who the database role with the user and host of the run
   * @param left how long the rest will take; empty as long as nobody can know
   * @param batchRows rows in each of the last batches, on average
   * @param workers sessions that write
   * @param share of the time that batches have; empty if it is all of it
   * @param limits all that are in force, by word
   */
  public record AtWork(
      String who,
      long rowsPerSecond,
      Optional<Estimate> left,
      long batchRows,
      int workers,
      Optional<Share> share,
      Map<String, String> limits) {

    public AtWork {
      limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }
  }

  public MigrationStatus {
    steps = List.copyOf(steps);
  }

  /**
   * Whether the phase is under way and binds: for a CONTRACT, that a part of the old shape went.
   */
  public boolean isHalfDone(Phase phase) {
    return bound && running.filter(phase::equals).isPresent();
  }

  /** Whether `revert` brings back what CONTRACT has retired: it did no more than that. */
  public boolean isRestorable() {
    return retained.isPresent() && steps.stream().anyMatch(s -> s.phase() == Phase.RESTORE);
  }

  /** Whether it was registered as being there already, and never ran. */
  public boolean isBaseline() {
    return state == State.CONTRACTED && times.expanded().isEmpty();
  }
}
