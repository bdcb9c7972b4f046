package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * A policy that hides rows would hide them from the backfill and from parity; the engine's sessions
 * have {@code row_security = off}, under which such a query fails instead ("Row Security Policies"
 * in PostgreSQL's documentation).
 */
final class RowSecurityCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT t.name, c.relforcerowsecurity AS forced, current_user AS me
            FROM unnest(?::text[]) AS t(name)
            JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(t.name)
            JOIN pg_catalog.pg_roles r ON r.rolname = current_user
            WHERE c.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls
              AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(c.relowner, 'USAGE'))
            ORDER BY 1\
            """),
        row ->
            Finding.stops(
                "row-security",
                "The policies of "
                    + row.getString("name")
                    + (row.getBoolean("forced") ? ", which are forced for its owner too," : "")
                    + " may hide rows from "
                    + row.getString("me")
                    + ".",
                "Connect as a role with BYPASSRLS, or ALTER TABLE "
                    + row.getString("name")
                    + " NO FORCE ROW LEVEL SECURITY for its owner while the migration runs."),
        subject.tables());
  }
}
