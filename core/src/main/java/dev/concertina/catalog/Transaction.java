package dev.concertina.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that always ends with a rollback and gives the connection back in autocommit. */
final class Transaction implements AutoCloseable {

  private final Connection connection;

  private Transaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Begins one.
   *
   * @throws IllegalArgumentException if the connection is in a transaction already
   */
  static Transaction begin(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException("the connection must be in autocommit mode");
    }
    connection.setAutoCommit(false);
    return new Transaction(connection);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
