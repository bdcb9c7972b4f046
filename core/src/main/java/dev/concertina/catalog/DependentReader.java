package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads what pg_depend knows to hang on a table, its columns or its row type, without what belongs
 * to the table itself or stands in another part of {@link Table}.
 */
final class DependentReader {

  private final Queries queries;
  private final Identifier home;

  DependentReader(Queries queries, Identifier home) {
    this.queries = queries;
    this.home = home;
  }

  /**
   * A view is named instead of its rule, a generated column instead of its expression (PostgreSQL
   * 14 records the column itself). Left out: the row type, indexes, constraints, defaults,
   * sequences, TOAST, partitions and partition key of the table; foreign keys; triggers that name
   * no column of it; Concertina's own triggers.
   */
  List<Dependent> read(long table) throws SQLException {
    return queries.list(
        """
        SELECT DISTINCT
               CASE WHEN r.rulename = '_RETURN' THEN pg_describe_object('pg_class'::regclass, r.ev_class, 0)
                    WHEN x.attgenerated <> '' AND x.attrelid = t.oid
                      THEN 'generated ' || pg_describe_object('pg_class'::regclass, x.attrelid, x.attnum)
                    WHEN c.oid = t.oid
                      THEN 'generated ' || pg_describe_object(d.classid, d.objid, d.objsubid)
                    ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS what,
               d.classid = 'pg_statistic_ext'::regclass AS statistics,
               CASE WHEN r.oid IS NOT NULL THEN v.relkind <> 'm' AND pg_has_role(v.relowner, 'USAGE')
                    WHEN f.oid IS NOT NULL THEN pg_has_role(f.proowner, 'USAGE')
                    WHEN y.oid IS NOT NULL
                      THEN pg_has_role((SELECT relowner FROM pg_class WHERE oid = y.polrelid), 'USAGE')
                    WHEN s.oid IS NOT NULL THEN pg_has_role(s.stxowner, 'USAGE')
                    ELSE false END AS rebindable,
               d.refclassid = 'pg_type'::regclass
                 AND (d.classid = 'pg_type'::regclass OR coalesce(d.objsubid > 0 AND c.relkind <> 'v', false))
                 AS holds_rows,
               coalesce(e.adrelid = t.oid OR c.oid = t.oid OR g.tgrelid = t.oid OR y.polrelid = t.oid
                        OR r.ev_class = t.oid OR u.prrelid = t.oid OR s.stxrelid = t.oid, false) AS own, a.attname
        FROM pg_class t
        JOIN pg_type rt ON rt.oid = t.reltype
        JOIN pg_depend d
          ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid)
          OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (rt.oid, rt.typarray))
        LEFT JOIN pg_attribute a
          ON d.refclassid = 'pg_class'::regclass AND a.attrelid = t.oid
          AND a.attnum = d.refobjsubid AND a.attnum > 0
        LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        LEFT JOIN pg_class v ON v.oid = r.ev_class
        LEFT JOIN pg_proc f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid
        LEFT JOIN pg_policy y ON d.classid = 'pg_policy'::regclass AND y.oid = d.objid
        LEFT JOIN pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = d.objid
        LEFT JOIN pg_attrdef e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
        LEFT JOIN pg_attribute x ON x.attrelid = e.adrelid AND x.attnum = e.adnum
        LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
        LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        LEFT JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
        LEFT JOIN pg_proc p ON p.oid = g.tgfoid
        LEFT JOIN pg_publication_rel u
          ON d.classid = 'pg_publication_rel'::regclass AND u.oid = d.objid
        LEFT JOIN pg_namespace pn ON pn.oid = p.pronamespace
        WHERE t.oid = ?
          AND NOT (d.classid = 'pg_type'::regclass AND d.deptype = 'i')
          AND NOT coalesce(e.adrelid = t.oid AND e.adnum = d.refobjsubid, false)
          AND NOT coalesce((c.oid = t.oid AND (d.objsubid = 0 OR d.refobjsubid = 0))
                           OR c.relkind IN ('S', 't') OR (c.relispartition AND d.objsubid = 0)
                           OR i.indrelid = t.oid, false)
          AND NOT coalesce(k.conrelid = t.oid OR k.contype = 'f', false)
          AND NOT (g.oid IS NOT NULL
                   AND (g.tgisinternal OR g.tgparentid <> 0 OR pn.nspname = ?::text
                        OR d.refobjsubid = 0))
        ORDER BY what, attname
        """,
        row ->
            new Dependent(
                row.getString("what"),
                row.getBoolean("statistics"),
                row.getBoolean("rebindable"),
                row.getBoolean("holds_rows"),
                row.getBoolean("own"),
                Queries.optionalName(row, "attname")),
        table,
        home.value());
  }
}
