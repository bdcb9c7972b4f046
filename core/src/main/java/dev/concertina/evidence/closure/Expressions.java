package dev.concertina.evidence.closure;

import dev.concertina.sql.Sql;

/**
 * The functions of users that expressions of a table call: defaults, generated columns, checks,
 * those of domains too, exclusion constraints, indexes, conditions of triggers, and the policies of
 * row security where it is on. PostgreSQL records each as a dependency ("pg_depend" in the
 * documentation).
 *
 * <p>A default counts for every INSERT, also for one that gives the column a value. That of a
 * partition does not count for its parent, whose own is taken ("CREATE TABLE").
 */
final class Expressions {

  private Expressions() {}

  /**
   * Hooks of relations; their oids, then the schema whose functions do not count. As in {@link
   * Heirs#WITH}, a cast is what the counted text keeps of a constant.
   */
  static final Sql HOOKS =
      Sql.of(
          Heirs.WITH
              + """
              , made (root, oid) AS (
                SELECT h.root, a.atttypid
                FROM heirs h
                JOIN pg_catalog.pg_attribute a ON a.attrelid = h.oid
                WHERE a.atttypid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
                UNION
              """
              + Checks.WITHIN
              + """
              )
              SELECT DISTINCT e.relation, e.words, e.on_select, e.on_write,
                     called.oid AS routine, NULL AS tree, 0 AS child,
                     NULL::text[] AS arguments
              FROM (
                SELECT 'pg_attrdef'::pg_catalog.regclass AS class, f.oid, h.root AS relation,
                       'default of column ' || a.attname AS words,
                       false::boolean AS on_select,
                       CASE WHEN a.attgenerated <> '' THEN 'INSERT,UPDATE'
                            ELSE 'INSERT,DEFAULT' END AS on_write
                FROM heirs h
                JOIN pg_catalog.pg_attrdef f ON f.adrelid = h.oid
                JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
                WHERE h.oid = h.root OR a.attgenerated <> ''
                UNION ALL
                SELECT 'pg_attrdef'::pg_catalog.regclass, f.oid, h.root,
                       'foreign key ' || k.conname, false, 'UPDATE,DELETE'
                FROM heirs h
                JOIN pg_catalog.pg_constraint k
                  ON k.confrelid = h.oid AND k.contype = 'f'
                 AND 'd' IN (k.confupdtype, k.confdeltype)
                JOIN pg_catalog.pg_attrdef f
                  ON f.adrelid = k.conrelid AND f.adnum = ANY (k.conkey)
                UNION ALL
                SELECT 'pg_constraint'::pg_catalog.regclass, k.oid, h.root,
                       'constraint ' || k.conname, false, 'INSERT,UPDATE'
                FROM heirs h JOIN pg_catalog.pg_constraint k ON k.conrelid = h.oid
                UNION ALL
                SELECT 'pg_constraint'::pg_catalog.regclass, k.oid, m.root,
                       'constraint ' || k.conname, false, 'INSERT,UPDATE'
                FROM made m JOIN pg_catalog.pg_constraint k ON k.contypid = m.oid
                UNION ALL
                SELECT 'pg_type'::pg_catalog.regclass, t.oid, m.root,
                       'default of domain ' || t.typname, false, 'INSERT,DEFAULT'
                FROM made m JOIN pg_catalog.pg_type t ON t.oid = m.oid AND t.typtype = 'd'
                UNION ALL
                SELECT 'pg_class'::pg_catalog.regclass, i.indexrelid, h.root,
                       'index ' || i.indexrelid::pg_catalog.regclass, false, 'INSERT,UPDATE'
                FROM heirs h JOIN pg_catalog.pg_index i ON i.indrelid = h.oid
                UNION ALL
                SELECT 'pg_trigger'::pg_catalog.regclass, t.oid, h.root,
                       'condition of trigger ' || t.tgname, false,
              """
              + Heirs.TRIGGER_WRITES
              + """
                FROM heirs h JOIN pg_catalog.pg_trigger t ON t.tgrelid = h.oid
                WHERE t.tgqual IS NOT NULL AND t.tgenabled <> 'D' AND t.oid <> ALL (?)
                  AND (h.oid = h.root OR t.tgtype & 33 <> 0)
                UNION ALL
                SELECT 'pg_policy'::pg_catalog.regclass, y.oid, y.polrelid, 'policy ' || y.polname,
                       y.polcmd IN ('*', 'r'),
                       CASE y.polcmd WHEN '*' THEN 'INSERT,UPDATE,DELETE' WHEN 'a' THEN 'INSERT'
                         WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE '' END
                FROM heirs h
                JOIN pg_catalog.pg_policy y ON y.polrelid = h.oid AND h.oid = h.root
                JOIN pg_catalog.pg_class c ON c.oid = y.polrelid AND c.relrowsecurity) e
              JOIN pg_catalog.pg_depend d ON d.classid = e.class AND d.objid = e.oid
              """
              + CalledBy.DEPENDENCY);
}
