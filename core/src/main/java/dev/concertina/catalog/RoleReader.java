package dev.concertina.catalog;

import dev.concertina.sql.ServerVersion;
import java.sql.SQLException;

/** Reads what the connected role may do. */
final class RoleReader {

  private static final int PARAMETER_PRIVILEGES = 15;

  private final Queries queries;

  RoleReader(Queries queries) {
    this.queries = queries;
  }

  Role read(ServerVersion server) throws SQLException {
    boolean granted = server.isAtLeast(PARAMETER_PRIVILEGES) && mayBeGranted();
    return queries.one(
        """
        SELECT rolname, rolsuper,
               has_database_privilege(current_database(), 'CREATE') AS may_create
        FROM pg_roles WHERE rolname = current_user
        """,
        row ->
            new Role(
                Queries.name(row, "rolname"),
                row.getBoolean("rolsuper"),
                row.getBoolean("rolsuper") || granted,
                row.getBoolean("may_create")));
  }

  /** GRANT SET ON PARAMETER came with PostgreSQL 15; before, only superusers may. */
  private boolean mayBeGranted() throws SQLException {
    return queries.one(
        "SELECT has_parameter_privilege('session_replication_role', 'SET')",
        row -> row.getBoolean(1));
  }
}
