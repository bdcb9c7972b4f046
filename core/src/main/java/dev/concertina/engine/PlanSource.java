package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes a plan of a migration for the database behind a connection. Only reads. */
@FunctionalInterface
public interface PlanSource {
  Plan plan(Migration migration, Connection connection) throws SQLException;
}
