package dev.concertina.preflight;

import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Step;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What is about to run, and where.
 *
 * @param connection of the role that will run it, in autocommit
 * @param home the schema of Concertina's own objects
 */
record Subject(Connection connection, Plan plan, Identifier home) {

  /** The backfills of MIGRATE. */
  List<Step.Backfill> backfills() {
    return plan.phase(Phase.MIGRATE).steps().stream()
        .filter(Step.Backfill.class::isInstance)
        .map(Step.Backfill.class::cast)
        .toList();
  }

  /** Whether any step writes to the database. */
  boolean changesSomething() {
    return plan.phases().stream().map(PhasePlan::steps).anyMatch(steps -> !steps.isEmpty());
  }

  /** The tables of the plan, as a parameter of type text[]: {@code "public"."users"}. */
  Array tables() throws SQLException {
    return names(plan.tables());
  }

  /** The tables that are filled, in the same way. */
  Array filledTables() throws SQLException {
    return names(backfills().stream().map(Step.Backfill::table).distinct().toList());
  }

  private Array names(List<QualifiedName> tables) throws SQLException {
    return connection.createArrayOf("text", tables.stream().map(QualifiedName::sql).toArray());
  }
}
