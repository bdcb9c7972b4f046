package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** The lock, the work, the throttle and one worker have a session each. */
final class ConnectionsCheck implements Check {

  private static final int NEEDED = 4;

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT rolconnlimit FROM pg_catalog.pg_roles
            WHERE rolname = current_user AND rolconnlimit BETWEEN 0 AND ?\
            """),
        row ->
            Finding.stops(
                "connection-limit",
                "The role may open only "
                    + row.getInt("rolconnlimit")
                    + " sessions at once, and Concertina needs "
                    + NEEDED
                    + ".",
                "ALTER ROLE … CONNECTION LIMIT."),
        NEEDED - 1);
  }
}
