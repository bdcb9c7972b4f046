package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads privileges. Without a stored list the owner has all and nobody else any: no grants. */
final class GrantReader {

  private record OnColumn(Identifier column, Grant grant) {}

  private final Queries queries;

  GrantReader(Queries queries) {
    this.queries = queries;
  }

  List<Grant> ofTable(long oid) throws SQLException {
    return queries.list(
        """
        SELECT r.rolname, acl.privilege_type, acl.is_grantable
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) acl
        LEFT JOIN pg_roles r ON r.oid = acl.grantee
        WHERE c.oid = ?
        ORDER BY r.rolname, acl.privilege_type
        """,
        GrantReader::grant,
        oid);
  }

  /** The grants on single columns, by column. */
  Map<Identifier, List<Grant>> ofColumns(long oid) throws SQLException {
    Map<Identifier, List<Grant>> grants = new HashMap<>();
    List<OnColumn> rows =
        queries.list(
            """
            SELECT a.attname, r.rolname, acl.privilege_type, acl.is_grantable
            FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) acl
            LEFT JOIN pg_roles r ON r.oid = acl.grantee
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum, r.rolname, acl.privilege_type
            """,
            row -> new OnColumn(Queries.name(row, "attname"), grant(row)),
            oid);
    for (OnColumn row : rows) {
      grants.computeIfAbsent(row.column(), column -> new ArrayList<>()).add(row.grant());
    }
    return grants;
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        Queries.optionalName(row, "rolname"),
        row.getString("privilege_type"),
        row.getBoolean("is_grantable"));
  }
}
