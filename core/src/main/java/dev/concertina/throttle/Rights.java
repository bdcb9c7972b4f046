package dev.concertina.throttle;

import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;

/** What to run so that a signal can be read. */
final class Rights {

  private Rights() {}

  /** The predefined role that sees everything ("Predefined Roles" in the documentation). */
  static String grantMonitor(Connection connection) throws SQLException {
    return "let an administrator run: GRANT pg_monitor TO "
        + new Identifier(connection.getMetaData().getUserName()).sql();
  }
}
