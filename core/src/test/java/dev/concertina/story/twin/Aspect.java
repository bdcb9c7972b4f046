package dev.concertina.story.twin;

/**
 * One kind of thing that a migration may change, with the query that describes each of it in one
 * line. Physical column order is left out; whatever has a deparse function is told by it. What
 * newer servers added is read from the row as JSON.
 *
 * <p>{@code r} is every relation of the user's: {@code oid}, {@code name}, {@code c} the row of
 * pg_class. {@code n} is every schema of the user's.
 */
enum Aspect {
  SCHEMA(
      """
      SELECT concat_ws(' ', nspname, 'owner', pg_get_userbyid(nspowner), 'acl', %s,
               'comment', obj_description(oid, 'pg_namespace')) FROM n
      """
          .formatted(acl("nspacl", "'n'", "nspowner"))),
  RELATION(
      """
      SELECT concat_ws(' ', name, (c).relkind, (c).relpersistence, 'owner', pg_get_userbyid((c).relowner),
               'acl', %s,
               'rls', (c).relrowsecurity, 'forced', (c).relforcerowsecurity,
               'options', (c).reloptions, 'toast',
               (SELECT t.reloptions FROM pg_class t WHERE t.oid = (c).reltoastrelid),
               'tablespace', (c).reltablespace, 'am', (c).relam, 'of', nullif((c).reloftype, 0)::regtype,
               'identity', (c).relreplident, 'populated', (c).relispopulated,
               'comment', obj_description(oid, 'pg_class'))
        FROM r WHERE NOT ((c).relkind IN ('i', 'I') AND (c).relispartition)
      """
          .formatted(
              acl(
                  "(c).relacl",
                  "CASE (c).relkind WHEN 'S' THEN 's' ELSE 'r' END",
                  "(c).relowner"))),
  PARTITION(
      """
      SELECT concat_ws(' ', name, 'key', pg_get_partkeydef(r.oid), 'of', h.inhparent::regclass,
               h.inhseqno, pg_get_expr((c).relpartbound, r.oid))
        FROM r LEFT JOIN pg_inherits h ON h.inhrelid = r.oid WHERE (c).relkind IN ('r', 'p', 'f')
      """),
  VIEW(
      """
      SELECT concat_ws(' ', name, pg_get_viewdef(r.oid)) FROM r WHERE (c).relkind IN ('v', 'm')
      """),
  COLUMN(
      """
      SELECT concat_ws(' ', name || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
               'dims', a.attndims, 'notnull', a.attnotnull, 'identity', a.attidentity,
               'generated', a.attgenerated, 'default', pg_get_expr(d.adbin, d.adrelid),
               'collation', nullif(a.attcollation, 0)::regcollation, 'storage', a.attstorage,
               'compression', a.attcompression, 'statistics', nullif(a.attstattarget, -1),
               'options', a.attoptions, 'fdw', a.attfdwoptions,
               'local', a.attislocal, 'inherited', a.attinhcount,
               'acl', %s, 'comment', col_description(r.oid, a.attnum))
        FROM r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
       WHERE (c).relkind NOT IN ('i', 'I', 'S')
      """
          .formatted(acl("a.attacl", "'c'", "(c).relowner"))),
  SEQUENCE(
      """
      SELECT concat_ws(' ', name, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
               s.seqcache, s.seqcycle, 'of', o.refobjid::regclass,
               (SELECT attname FROM pg_attribute WHERE attrelid = o.refobjid AND attnum = o.refobjsubid),
               o.deptype)
        FROM r JOIN pg_sequence s ON s.seqrelid = r.oid
        LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = r.oid
         AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')
      """),
  CONSTRAINT(
      """
      SELECT concat_ws(' ', coalesce(k.conrelid::regclass::text, k.contypid::regtype::text), k.conname,
               k.contype, pg_get_constraintdef(k.oid), 'validated', k.convalidated,
               'deferrable', k.condeferrable, k.condeferred, 'local', k.conislocal,
               'inherited', k.coninhcount, 'noinherit', k.connoinherit,
               'enforced', to_jsonb(k) ->> 'conenforced',
               'index', CASE WHEN NOT x.relispartition THEN k.conindid::regclass END,
               'comment', obj_description(k.oid, 'pg_constraint'))
        FROM pg_constraint k JOIN n ON n.oid = k.connamespace
        LEFT JOIN pg_class x ON x.oid = k.conindid
       WHERE NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
      """),
  INDEX(
      """
      SELECT concat_ws(' ', i.indrelid::regclass,
               CASE WHEN h.inhparent IS NULL THEN pg_get_indexdef(i.indexrelid)
                    ELSE replace(pg_get_indexdef(i.indexrelid), quote_ident(ic.relname) || ' ON ',
                                 'part of ' || pg_partition_root(i.indexrelid) || ' ON ') END,
               'tablespace', ic.reltablespace, 'primary', i.indisprimary, 'unique', i.indisunique,
               'immediate', i.indimmediate, 'valid', i.indisvalid, i.indisready, i.indislive,
               'clustered', i.indisclustered, 'identity', i.indisreplident,
               'statistics', (SELECT array_agg(nullif(a.attstattarget, -1) ORDER BY a.attnum)
                              FROM pg_attribute a WHERE a.attrelid = i.indexrelid),
               'comment', obj_description(i.indexrelid, 'pg_class'))
        FROM r JOIN pg_index i ON i.indrelid = r.oid
        JOIN pg_class ic ON ic.oid = i.indexrelid
        LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
      """),
  /** PostgreSQL keeps the columns in their physical order, which may differ. */
  STATISTICS(
      """
      SELECT concat_ws(' ', s.stxname, 'of', s.stxrelid::regclass, 'kinds', s.stxkind,
               'columns', (SELECT array_agg(a.attname ORDER BY a.attname)
                             FROM pg_attribute a
                            WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)),
               'expressions', pg_get_statisticsobjdef_expressions(s.oid),
               'owner', pg_get_userbyid(s.stxowner),
               'target', nullif(s.stxstattarget, -1), 'comment', obj_description(s.oid, 'pg_statistic_ext'))
        FROM pg_statistic_ext s JOIN n ON n.oid = s.stxnamespace
      """),
  TRIGGER(
      """
      SELECT concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled, 'of parent', t.tgparentid <> 0,
               'comment', obj_description(t.oid, 'pg_trigger'))
        FROM r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
      """),
  RULE(
      """
      SELECT concat_ws(' ', pg_get_ruledef(u.oid), u.ev_enabled, 'comment',
               obj_description(u.oid, 'pg_rewrite'))
        FROM r JOIN pg_rewrite u ON u.ev_class = r.oid AND u.rulename <> '_RETURN'
      """),
  POLICY(
      """
      SELECT concat_ws(' ', name, p.polname, p.polcmd, 'permissive', p.polpermissive,
               'to', (SELECT array_agg(CASE x WHEN 0 THEN 'public' ELSE pg_get_userbyid(x) END ORDER BY 1)
                      FROM unnest(p.polroles) x),
               'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
               'comment', obj_description(p.oid, 'pg_policy'))
        FROM r JOIN pg_policy p ON p.polrelid = r.oid
      """),
  PUBLICATION(
      """
      SELECT concat_ws(' ', p.pubname, to_jsonb(p) - 'oid', 'owner', pg_get_userbyid(p.pubowner), 'comment',
               obj_description(p.oid, 'pg_publication')) FROM pg_publication p
      """),
  PUBLISHED(
      """
      SELECT concat_ws(' ', p.pubname, r.name, 'columns',
               (SELECT array_agg(a.attname ORDER BY a.attname)
                FROM jsonb_array_elements_text(nullif(to_jsonb(m) -> 'prattrs', 'null')) AS x (num)
                JOIN pg_attribute a ON a.attrelid = m.prrelid AND a.attnum = x.num::int),
               'where', (SELECT string_agg(to_jsonb(v) ->> 'rowfilter', ' ') FROM pg_publication_tables v
                         WHERE v.pubname = p.pubname AND v.schemaname || '.' || v.tablename = r.name))
        FROM pg_publication_rel m JOIN pg_publication p ON p.oid = m.prpubid JOIN r ON r.oid = m.prrelid
      """),
  ROUTINE(
      """
      SELECT concat_ws(' ', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
               p.oid::regprocedure, 'owner', pg_get_userbyid(p.proowner), 'acl', %s,
               'comment', obj_description(p.oid, 'pg_proc'))
        FROM pg_proc p JOIN n ON n.oid = p.pronamespace
      """
          .formatted(acl("p.proacl", "'f'", "p.proowner"))),
  TYPE(
      """
      SELECT concat_ws(' ', n.nspname, t.typname, t.typtype, format_type(nullif(t.typbasetype, 0), t.typtypmod),
               'notnull', t.typnotnull, 'default', t.typdefault,
               'labels', (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder)
                          FROM pg_enum e WHERE e.enumtypid = t.oid),
               'owner', pg_get_userbyid(t.typowner), 'acl', %s,
               'comment', obj_description(t.oid, 'pg_type'))
        FROM pg_type t JOIN n ON n.oid = t.typnamespace
       WHERE t.typtype IN ('d', 'e', 'r')
          OR EXISTS (SELECT FROM pg_class x WHERE x.oid = t.typrelid AND x.relkind = 'c')
      """
          .formatted(acl("t.typacl", "'T'", "t.typowner"))),
  EXTENSION(
      """
      SELECT concat_ws(' ', extname, extversion, extnamespace::regnamespace) FROM pg_extension
      """),
  DEFAULT_PRIVILEGES(
      """
      SELECT concat_ws(' ', pg_get_userbyid(defaclrole), defaclnamespace::regnamespace, defaclobjtype,
               (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(defaclacl) x)) FROM pg_default_acl
      """),
  /** What Concertina has forgotten: functions of a sync. That of the journal is to stay. */
  LEFTOVER(
      """
      SELECT p.oid::regprocedure::text FROM pg_proc p
        JOIN pg_namespace own ON own.oid = p.pronamespace WHERE own.nspname = 'concertina'
         AND p.proname <> 'heartbeat'
      """);

  private static final String USERS =
      """
      WITH n AS (
        SELECT * FROM pg_namespace
         WHERE nspname NOT LIKE 'pg\\_%'
           AND nspname NOT IN ('information_schema', 'concertina', 'concertina_retained')),
      r AS (
        SELECT c.oid, n.nspname || '.' || c.relname AS name, c
          FROM pg_class c JOIN n ON n.oid = c.relnamespace)
      """;

  private final String query;

  Aspect(String query) {
    this.query = query;
  }

  /** One column: a line for each thing. */
  String query() {
    return USERS + "SELECT line FROM (" + query + ") AS q (line) ORDER BY line COLLATE \"C\"";
  }

  /** Rights in no order; without any of their own, those that the kind of object has by default. */
  private static String acl(String rights, String kind, String owner) {
    return """
    (SELECT array_agg(item::text ORDER BY item::text)
       FROM unnest(coalesce(%s, acldefault((%s)::"char", %s))) item)\
    """
        .formatted(rights, kind, owner);
  }
}
