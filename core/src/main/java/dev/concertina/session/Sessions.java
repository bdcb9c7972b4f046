package dev.concertina.session;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens further sessions of a run. Thread-safe. */
@FunctionalInterface
public interface Sessions {

  /**
   * A session in autocommit whose application name begins with {@code concertina:}; who asks for it
   * closes it.
   */
  Connection open() throws SQLException;
}
