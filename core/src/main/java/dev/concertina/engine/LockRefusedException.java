package dev.concertina.engine;

import dev.concertina.plan.TableLock;
import java.sql.SQLException;

/** One table of several could not be locked in time; the transaction has to be rolled back. */
final class LockRefusedException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final transient TableLock lock;

  LockRefusedException(TableLock lock, SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
    this.lock = lock;
  }

  TableLock lock() {
    return lock;
  }
}
