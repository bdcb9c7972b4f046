package dev.concertina.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Keeps a run that lost its lease from committing anything. */
@FunctionalInterface
public interface Fence {

  /**
   * Called inside a transaction before its work. Until the transaction ends, no other run can take
   * the lease.
   *
   * @throws LeaseLostException if another run has taken it
   */
  void check(Connection connection) throws SQLException;
}
