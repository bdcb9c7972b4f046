package dev.concertina.evidence.closure;

import dev.concertina.sql.Sql;

/**
 * The functions of users that expressions of a table call: defaults, generated columns, checks,
 * those of domains too, exclusion constraints, indexes, and the policies of row security where it
 * is on. PostgreSQL records each as a dependency ("pg_depend" in the documentation).
 *
 * <p>A default counts for every INSERT, also for one that gives the column a value.
 */
final class Expressions {

  private Expressions() {}

  /** Hooks of relations; five times their oids, then the schema whose functions do not count. */
  static final Sql HOOKS =
      Sql.of(
          """
          SELECT e.relation, e.words, e.on_select, e.on_insert, e.on_update, e.on_delete,
                 p.oid AS routine, NULL AS tree, 0 AS child, NULL::text[] AS arguments
          FROM (
            SELECT 'pg_attrdef'::pg_catalog.regclass AS class, f.oid, f.adrelid AS relation,
                   'default of column ' || a.attname AS words, false AS on_select,
                   true AS on_insert, a.attgenerated <> '' AS on_update, false AS on_delete
            FROM pg_catalog.pg_attrdef f
            JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
            WHERE f.adrelid = ANY (?)
            UNION ALL
            SELECT 'pg_constraint'::pg_catalog.regclass, k.oid, k.conrelid,
                   'constraint ' || k.conname, false, true, true, false
            FROM pg_catalog.pg_constraint k WHERE k.conrelid = ANY (?)
            UNION ALL
            SELECT 'pg_constraint'::pg_catalog.regclass, k.oid, a.attrelid,
                   'constraint ' || k.conname, false, true, true, false
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_constraint k ON k.contypid = a.atttypid
            WHERE a.attrelid = ANY (?) AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_class'::pg_catalog.regclass, i.indexrelid, i.indrelid,
                   'index ' || i.indexrelid::pg_catalog.regclass, false, true, true, false
            FROM pg_catalog.pg_index i WHERE i.indrelid = ANY (?)
            UNION ALL
            SELECT 'pg_policy'::pg_catalog.regclass, y.oid, y.polrelid, 'policy ' || y.polname,
                   y.polcmd IN ('*', 'r'), y.polcmd IN ('*', 'a'), y.polcmd IN ('*', 'w'),
                   y.polcmd IN ('*', 'd')
            FROM pg_catalog.pg_policy y
            JOIN pg_catalog.pg_class c ON c.oid = y.polrelid AND c.relrowsecurity
            WHERE y.polrelid = ANY (?)) e
          JOIN pg_catalog.pg_depend d
            ON d.classid = e.class AND d.objid = e.oid
           AND d.refclassid = 'pg_proc'::pg_catalog.regclass
          JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname <> ?""");
}
