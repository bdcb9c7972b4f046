package dev.concertina.story;

import dev.concertina.testkit.TestDatabase;

/**
 * Everything that a migration may change, as text, with physical column order left out: the oracle
 * that holds Concertina's result against that of the naive SQL. An index of a partition is told by
 * the index that it is a part of: PostgreSQL chooses its name.
 */
final class SchemaDescription {

  private static final String QUERY =
      """
      WITH r AS (
        SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind, c.relacl, c.relrowsecurity,
               c.relispartition, pg_get_expr(c.relpartbound, c.oid) AS bound
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname NOT LIKE 'pg\\_%'
           AND n.nspname NOT IN ('information_schema', 'concertina', 'concertina_retained'))
      SELECT line FROM (
        SELECT concat_ws(' ', 'relation', r.name, relkind, 'acl', relacl, 'rls', relrowsecurity,
                 'comment', obj_description(r.oid, 'pg_class')) AS line
          FROM r WHERE NOT (relkind IN ('i', 'I') AND relispartition)
        UNION ALL
        SELECT concat_ws(' ', 'partition', r.name, 'key', pg_get_partkeydef(r.oid), 'of',
                 h.inhparent::regclass, bound)
          FROM r LEFT JOIN pg_inherits h ON h.inhrelid = r.oid
         WHERE r.relkind IN ('r', 'p')
        UNION ALL
        SELECT concat_ws(' ', 'column', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
                 'notnull', a.attnotnull, 'identity', a.attidentity, 'generated', a.attgenerated,
                 'default', pg_get_expr(d.adbin, d.adrelid),
                 'collation', a.attcollation::regcollation, 'storage', a.attstorage,
                 'compression', a.attcompression, 'statistics', nullif(a.attstattarget, -1),
                 'acl', a.attacl, 'comment', col_description(r.oid, a.attnum))
          FROM r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
         WHERE r.relkind NOT IN ('i', 'I')
        UNION ALL
        SELECT concat_ws(' ', 'constraint', r.name, c.conname, pg_get_constraintdef(c.oid),
                 'validated', c.convalidated, 'comment', obj_description(c.oid, 'pg_constraint'))
          FROM r JOIN pg_constraint c ON c.conrelid = r.oid
        UNION ALL
        SELECT concat_ws(' ', 'index',
                 CASE WHEN h.inhparent IS NULL THEN pg_get_indexdef(i.indexrelid)
                      ELSE replace(pg_get_indexdef(i.indexrelid),
                                   quote_ident(ic.relname) || ' ON ',
                                   'part of ' || pg_partition_root(i.indexrelid) || ' ON ') END,
                 'primary', i.indisprimary,
                 'valid', i.indisvalid, 'comment', obj_description(i.indexrelid, 'pg_class'))
          FROM r JOIN pg_index i ON i.indrelid = r.oid
          JOIN pg_class ic ON ic.oid = i.indexrelid
          LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
        UNION ALL
        SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled)
          FROM r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
        UNION ALL
        SELECT concat_ws(' ', 'view', r.name, pg_get_viewdef(r.oid)) FROM r
         WHERE r.relkind IN ('v', 'm')
        UNION ALL
        SELECT concat_ws(' ', 'type', t.oid::regtype, t.typtype, format_type(t.typbasetype, t.typtypmod),
                 (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e
                   WHERE e.enumtypid = t.oid))
          FROM pg_type t WHERE t.oid >= 16384 AND t.typtype IN ('d', 'e', 'r')
        UNION ALL
        SELECT concat_ws(' ', 'function', pg_get_functiondef(p.oid)) FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid >= 16384 AND p.prokind <> 'a' AND n.nspname NOT LIKE 'concertina%'
        UNION ALL
        SELECT concat_ws(' ', 'policy', r.name, p.polname, p.polcmd, p.polpermissive, p.polroles::text,
                 pg_get_expr(p.polqual, r.oid), pg_get_expr(p.polwithcheck, r.oid))
          FROM pg_policy p JOIN r ON r.oid = p.polrelid
        UNION ALL
        SELECT concat_ws(' ', 'rule', r.name, pg_get_ruledef(w.oid))
          FROM pg_rewrite w JOIN r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
        UNION ALL
        SELECT concat_ws(' ', 'publication', pubname, puballtables) FROM pg_publication
        UNION ALL
        SELECT concat_ws(' ', 'extension', extname) FROM pg_extension
        UNION ALL
        SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(oid)) FROM pg_statistic_ext
        UNION ALL
        SELECT concat_ws(' ', 'comment', pg_describe_object(d.classoid, d.objoid, d.objsubid),
                 d.description)
          FROM pg_description d WHERE d.objoid >= 16384
        UNION ALL
        SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace
         WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT LIKE 'concertina%'
        UNION ALL
        SELECT concat_ws(' ', 'leftover', p.oid::regprocedure) FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname LIKE 'concertina%'
      ) q ORDER BY line COLLATE "C"
      """;

  private SchemaDescription() {}

  static String of(TestDatabase database) {
    return String.join("\n", database.query(QUERY));
  }
}
