package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Indexes stand in the schema of their table ("Privileges" in PostgreSQL's documentation). */
final class CreateRightsCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT DISTINCT pg_catalog.quote_ident(n.nspname) AS name, current_user AS me
            FROM unnest(?::text[]) AS t(name)
            JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(t.name)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE') ORDER BY 1\
            """),
        row ->
            Finding.stops(
                "no-create-in-schema",
                row.getString("me")
                    + " may not create in the schema "
                    + row.getString("name")
                    + ".",
                "GRANT CREATE ON SCHEMA "
                    + row.getString("name")
                    + " TO "
                    + row.getString("me")
                    + "."),
        subject.tables());
  }
}
