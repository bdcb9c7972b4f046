package dev.concertina.engine;

import dev.concertina.change.Version;
import dev.concertina.gate.GateAnswer;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one migration stands.
 *
 * @param publishes the schema that the new application needs in its search path
 * @param running the phase that has begun and is not complete
 * @param steps every step of the plan, in the order of phases
 * @param backfill the newest one of the running phase
 * @param gate what the gate of CONTRACT says now, once the migration is switched
 */
public record MigrationStatus(
    Version version,
    String description,
    Optional<Identifier> publishes,
    State state,
    Optional<Phase> running,
    StoredMigration.Times times,
    List<StepStatus> steps,
    Optional<BackfillStatus> backfill,
    Optional<GateAnswer> gate) {

  /**
   * One step of the plan.
   *
   * @param state {@code pending}, {@code running}, {@code done} or {@code failed}, in the last run
   *     of its phase
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

    public StepStatus {
      statements = List.copyOf(statements);
    }
  }

  /**
   * A backfill as its last checkpoint tells it.
   *
   * @param rowsTotal the planner's estimate
   * @param rowsPerSecond since it first began
   * @param eta by pages
   */
  public record BackfillStatus(
      String step, long rowsDone, long rowsTotal, long rowsPerSecond, Optional<Duration> eta) {}

  public MigrationStatus {
    steps = List.copyOf(steps);
  }
}
