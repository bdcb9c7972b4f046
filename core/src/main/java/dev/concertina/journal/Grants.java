package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Who may read the journal, or steer by it, may do the same with the tables that an upgrade makes:
 * {@code GRANT … ON ALL TABLES} is about the tables of its moment ("GRANT").
 */
record Grants(Identifier home) {

  /** One right of one role. */
  private record Grant(String right, SqlPart role, boolean grantable) {}

  /** Gives to others on each table what the current role lets them do with the first one. */
  void copy(Connection connection, String from, List<String> tables) throws SQLException {
    for (Grant grant : read(connection, from)) {
      for (String table : tables) {
        Jdbc.run(
            connection,
            Sql.of(
                "GRANT {} ON TABLE {} TO {}{}",
                Sql.verbatim(grant.right),
                new QualifiedName(home, new Identifier(table)),
                grant.role,
                grant.grantable ? Sql.of(" WITH GRANT OPTION") : Sql.of("")));
      }
    }
  }

  private List<Grant> read(Connection connection, String table) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT a.privilege_type, r.rolname, a.is_grantable
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
              LATERAL pg_catalog.aclexplode(c.relacl) a
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
            WHERE n.nspname = ? AND c.relname = ? AND r.rolname IS DISTINCT FROM current_user
            ORDER BY r.rolname, a.privilege_type"""),
        row ->
            new Grant(
                row.getString("privilege_type"),
                Jdbc.text(row, "rolname").<SqlPart>map(Identifier::new).orElse(Sql.of("PUBLIC")),
                row.getBoolean("is_grantable")),
        home.value(),
        table);
  }
}
