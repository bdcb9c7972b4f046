package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * A role that a session assumes by a setting ("SET ROLE" in PostgreSQL's documentation): new
 * objects belong to it, and later runs have to assume it too.
 */
final class AssumedRoleCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            "SELECT session_user AS me, current_user AS role WHERE session_user <> current_user"),
        row ->
            Finding.tells(
                "assumed-role",
                row.getString("me")
                    + " works as "
                    + row.getString("role")
                    + ": what is made belongs to "
                    + row.getString("role")
                    + ".",
                "Let every later run of this migration assume the same role."));
  }
}
