package dev.concertina.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions of the target database with PostgreSQL's JDBC driver. */
@FunctionalInterface
public interface ConnectionFactory {

  /**
   * A new physical connection each time, in autocommit; the engine closes it. Never one from a
   * pool: the engine changes session state.
   *
   * @param applicationName for the connection property {@code ApplicationName}; the engine also
   *     sets it in the session
   */
  Connection open(String applicationName) throws SQLException;

  /** The database for messages: host, port, name and user, never a password. */
  default String target() {
    return "the database";
  }
}
