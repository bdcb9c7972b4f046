package dev.concertina.evidence.check;

import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the statements of a plan, exactly as they are, on a database that nobody else uses: without
 * locks in turn, journal, gates and checks of rows, which a twin does not have.
 */
public final class Replay {

  private final Connection connection;
  private final Plan plan;

  /**
   * Runs nothing yet.
   *
   * @param connection in autocommit
   * @param home the schema of Concertina's own objects, made if it is not there
   */
  public Replay(Connection connection, Plan plan, Identifier home) throws SQLException {
    this.connection = connection;
    this.plan = plan;
    Jdbc.run(connection, Sql.of("CREATE SCHEMA IF NOT EXISTS {}", home));
  }

  /** Runs all steps of the phase; false if none of them alters the database. */
  public boolean run(Phase phase) throws SQLException {
    boolean altered = false;
    for (Step step : plan.phase(phase).steps()) {
      for (Sql statement : step.accept(Kinds.INSTANCE)) {
        Jdbc.run(connection, statement);
        altered = true;
      }
    }
    return altered;
  }

  /** The columns that the plan fills, those that it adds among them. */
  Map<QualifiedName, Set<Identifier>> filled() {
    Map<QualifiedName, Set<Identifier>> filled = new HashMap<>();
    for (Step step : plan.phase(Phase.MIGRATE).steps()) {
      if (step instanceof Step.Backfill backfill) {
        Set<Identifier> columns = filled.computeIfAbsent(backfill.table(), t -> new HashSet<>());
        backfill.assignments().forEach(assignment -> columns.add(assignment.column()));
      }
    }
    return filled;
  }

  /** The statements of a step that alter a database without rows. */
  private enum Kinds implements Step.Visitor<List<Sql>> {
    INSTANCE;

    @Override
    public List<Sql> ddl(Step.Ddl step) {
      return all(step);
    }

    @Override
    public List<Sql> buildIndex(Step.BuildIndex step) {
      return all(step);
    }

    @Override
    public List<Sql> buildPartitionedIndex(Step.BuildPartitionedIndex step) {
      return all(step);
    }

    @Override
    public List<Sql> dropIndex(Step.DropIndex step) {
      return all(step);
    }

    @Override
    public List<Sql> backfill(Step.Backfill step) {
      return List.of();
    }

    @Override
    public List<Sql> verify(Step.Verify step) {
      return List.of();
    }

    @Override
    public List<Sql> findDuplicates(Step.FindDuplicates step) {
      return List.of();
    }

    @Override
    public List<Sql> gate(Step.Gate step) {
      return List.of();
    }

    private static List<Sql> all(Step step) {
      return step.statements().stream().map(Statement::sql).map(Sql::verbatim).toList();
    }
  }
}
