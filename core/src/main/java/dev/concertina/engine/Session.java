package dev.concertina.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of the engine.
 *
 * @param pid its backend
 */
record Session(Connection connection, int pid) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing the session of backend {}", pid, e);
    }
  }
}
