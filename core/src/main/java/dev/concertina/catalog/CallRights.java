package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;

/**
 * Whether everybody who writes to a table may run what an expression calls, and draw from its
 * sequences. A default and a trigger run with the rights of the writer; in a trigger a call that is
 * not allowed would look like a value that cannot be converted.
 */
final class CallRights {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Queries queries;

  CallRights(Queries queries) {
    this.queries = queries;
  }

  /**
   * Asks pg_depend for the functions, operators and sequences, as far as they are not built in.
   * What these call in turn is not seen.
   *
   * @param written the table whose writers are asked for
   * @param trial a table with the expression as a default, or a generated column
   */
  void check(QualifiedName written, QualifiedName trial, Identifier column)
      throws SQLException, RefusedTrialException {
    var missing =
        queries.first(
            """
            WITH writers AS (
              SELECT pg_get_userbyid(relowner)::text AS name FROM pg_class WHERE oid = ?::regclass
              UNION
              SELECT CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee)::text END
              FROM (SELECT relacl FROM pg_class WHERE oid = ?::regclass
                    UNION ALL
                    SELECT attacl FROM pg_attribute WHERE attrelid = ?::regclass) a (acl)
              CROSS JOIN aclexplode(a.acl) x
              WHERE x.privilege_type IN ('INSERT', 'UPDATE')
            ), needed AS (
              SELECT d.refclassid, d.refobjid
              FROM pg_attribute a
              JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
              JOIN pg_depend d
                ON (d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid)
                OR (d.classid = 'pg_class'::regclass AND d.objid = a.attrelid
                    AND d.objsubid = a.attnum)
              WHERE a.attrelid = ?::regclass AND a.attname = ?::text
            ), called AS (
              SELECT p.oid, p.pronamespace
              FROM needed d
              LEFT JOIN pg_operator o
                ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
              JOIN pg_proc p
                ON (d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid) OR p.oid = o.oprcode
            ), drawn AS (
              SELECT s.oid
              FROM needed d
              JOIN pg_class s
                ON d.refclassid = 'pg_class'::regclass AND s.oid = d.refobjid AND s.relkind = 'S'
            )
            SELECT name, 'run ' || oid::regprocedure
                   || ' (it needs EXECUTE on the function and USAGE on its schema)' AS refused
            FROM writers CROSS JOIN called
            WHERE NOT has_function_privilege(name, oid, 'EXECUTE')
               OR NOT has_schema_privilege(name, pronamespace, 'USAGE')
            UNION ALL
            SELECT name, 'draw from ' || oid::regclass || ' (it needs USAGE on the sequence)'
            FROM writers CROSS JOIN drawn
            WHERE NOT has_sequence_privilege(name, oid, 'USAGE, UPDATE')
            ORDER BY name, refused
            LIMIT 1
            """,
            row ->
                "role "
                    + row.getString("name")
                    + " writes to "
                    + written
                    + " and may not "
                    + row.getString("refused"),
            written.sql(),
            written.sql(),
            written.sql(),
            trial.sql(),
            column.value());
    if (missing.isPresent()) {
      throw new RefusedTrialException(INSUFFICIENT_PRIVILEGE, missing.get());
    }
  }
}
