package dev.concertina.trace;

import dev.concertina.hazard.Forecast;
import dev.concertina.hazard.Forecast.Expected;
import dev.concertina.hazard.Unit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs whole migrations on a database that may be thrown away. For one thread. */
public final class MigrationTracer {

  private final Tracer tracer;
  private final int server;

  /**
   * A tracer of one session.
   *
   * @param connection in autocommit; the caller closes it
   */
  public MigrationTracer(Connection connection) throws SQLException {
    this.tracer = new Tracer(connection);
    this.server = connection.getMetaData().getDatabaseMajorVersion();
  }

  /** Runs all statements in their order; those that fail stop nothing. */
  public List<TracedStep> run(List<Unit> units) throws SQLException {
    List<TracedStep> steps = new ArrayList<>();
    for (Expected expected : Forecast.ofUnits(units, server)) {
      steps.add(new TracedStep(expected, tracer.run(expected.statement())));
    }
    return steps;
  }
}
