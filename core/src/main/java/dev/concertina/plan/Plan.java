package dev.concertina.plan;

import dev.concertina.change.Version;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * The phases of one migration as data. What EXPAND stores in the journal is what every later phase
 * runs.
 *
 * @param tables the tables that the migration touches; two migrations in flight share none
 * @param publishes the schema through which the new application sees the new shape, where old and
 *     new share a name
 * @param phases one for each {@link Phase}, in its order
 * @param warnings what the user should know before anything runs
 */
public record Plan(
    Version version,
    String description,
    List<QualifiedName> tables,
    Optional<Identifier> publishes,
    List<PhasePlan> phases,
    List<String> warnings) {

  public Plan {
    tables = List.copyOf(tables);
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
  }

  /** One that the plan does not know has no steps: plans of earlier releases lack the last ones. */
  public PhasePlan phase(Phase phase) {
    return phases.stream()
        .filter(p -> p.phase() == phase)
        .findFirst()
        .orElseGet(() -> new PhasePlan(phase, List.of(), List.of()));
  }

  /** Whether CONTRACT keeps something that is dropped for good only later. */
  public boolean retains() {
    return !phase(Phase.PURGE).steps().isEmpty();
  }

  /** Whether nothing remains to be done after MIGRATE. */
  public boolean endsWithMigrate() {
    return phase(Phase.SWITCH).steps().isEmpty() && phase(Phase.CONTRACT).steps().isEmpty();
  }
}
