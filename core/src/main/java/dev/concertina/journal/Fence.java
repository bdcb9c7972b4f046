package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps a run that lost its lease from committing anything. */
@FunctionalInterface
public interface Fence {

  /** What is written in one transaction. */
  @FunctionalInterface
  interface Writing {
    void run() throws SQLException;
  }

  /**
   * Called inside a transaction before its work. Until the transaction ends, no other run can take
   * the lease.
   *
   * @throws LeaseLostException if another run has taken it
   */
  void check(Connection connection) throws SQLException;

  /** Commits what the work did while the lease was held, or nothing of it. */
  default <T> T inTransaction(Connection connection, Jdbc.Work<T> work) throws SQLException {
    return Jdbc.inTransaction(
        connection,
        () -> {
          check(connection);
          return work.run();
        });
  }

  /** As {@link #inTransaction}, for work that has nothing to tell. */
  default void commit(Connection connection, Writing writing) throws SQLException {
    inTransaction(
        connection,
        () -> {
          writing.run();
          return true;
        });
  }
}
