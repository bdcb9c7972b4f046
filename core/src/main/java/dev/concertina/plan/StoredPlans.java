package dev.concertina.plan;

import dev.concertina.change.Migration;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans of migrations that went through no phases, for the journal. */
public final class StoredPlans {

  private StoredPlans() {}

  /** Of one that is in the database already: there is nothing to run. */
  public static Plan nothing(Migration migration) {
    return of(migration, List.of(), List.of());
  }

  /** The one step in which all statements run as they are written. */
  public static Step.Ddl asWritten(Migration migration) {
    return new Step.Ddl(
        "expand-1",
        "carry it out as it is written: no table has rows",
        List.of(),
        List.of(),
        migration.atOnce().stream().map(Statement::unlocked).toList());
  }

  /** Of one that ran in one step. */
  public static Plan of(Migration migration, List<QualifiedName> tables, List<Step> expand) {
    List<PhasePlan> phases = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      phases.add(new PhasePlan(phase, phase == Phase.EXPAND ? expand : List.of(), List.of()));
    }
    return new Plan(
        migration.version(), migration.description(), tables, Optional.empty(), phases, List.of());
  }
}
