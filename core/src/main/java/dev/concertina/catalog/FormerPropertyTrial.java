package dev.concertina.catalog;

import dev.concertina.catalog.Trial.Former;
import dev.concertina.catalog.Trial.FormerProperty;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks for the statements that make a property of a table what it is. What ALTER TABLE also tells
 * the partitions is asked of each of them.
 */
final class FormerPropertyTrial implements TrialRunner.Kind<FormerProperty, Former> {

  private final Queries queries;
  private final RelationReader relations;

  FormerPropertyTrial(Queries queries, RelationReader relations) {
    this.queries = queries;
    this.relations = relations;
  }

  @Override
  public Former run(FormerProperty trial) throws SQLException {
    String table =
        relations.resolve(trial.table()).map(QualifiedName::sql).orElse(trial.table().sql().sql());
    String name = trial.name().map(TableRef::name).map(Identifier::value).orElse("");
    return new Former(
        switch (trial.property()) {
          case CLUSTER_MARK -> clusterMark(table);
          case COLUMN_OPTIONS -> columnOptions(table, name, trial.options());
          case COMPRESSION -> compression(table, name);
          case FORCED_ROW_SECURITY, ROW_SECURITY -> rowSecurity(table);
          case GENERATION -> generation(table, name);
          case FORMER_PARENT, PARENT -> inheritance(table, trial);
          case OPTIONS -> options(table, trial.options());
          case OWNER -> owner(table);
          case REPLICA_IDENTITY -> replicaIdentity(table);
          case STATISTICS -> statistics(table, name);
          case STORAGE -> storage(table, name);
          case TRIGGERS -> triggers(table, name);
        });
  }

  private List<Sql> clusterMark(String table) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s ', t.oid) || coalesce(
                 (SELECT format('CLUSTER ON %I', c.relname) FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE i.indrelid = t.oid AND i.indisclustered), 'SET WITHOUT CLUSTER') AS sql
        FROM (SELECT ?::regclass AS oid) t
        """,
        FormerPropertyTrial::sql, table);
  }

  private List<Sql> columnOptions(String table, String column, List<String> names)
      throws SQLException {
    return queries.list(
        """
        SELECT sql FROM (
          SELECT 1 AS place, format('ALTER TABLE %s ALTER COLUMN %I RESET (%s)', attrelid::regclass,
                   attname, (SELECT string_agg(quote_ident(n), ', ') FROM unnest(?::text[]) n)) AS sql,
                 a.attrelid, a.attname
          FROM pg_attribute a
          UNION ALL
          SELECT 2, format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, attname,
                   (SELECT string_agg(format('%I = %L', option_name, option_value), ', ')
                    FROM pg_options_to_table(a.attoptions))), a.attrelid, a.attname
          FROM pg_attribute a WHERE a.attoptions IS NOT NULL) former
        WHERE attrelid = ?::regclass AND attname = ?::text
        ORDER BY place
        """,
        FormerPropertyTrial::sql, queries.texts(names), table, column);
  }

  private List<Sql> compression(String table, String column) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION %s', attrelid::regclass, attname,
                 CASE attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE 'default' END) AS sql
        FROM pg_attribute WHERE attrelid = ?::regclass AND attname = ?::text
        """,
        FormerPropertyTrial::sql, table, column);
  }

  private List<Sql> generation(String table, String column) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET GENERATED %s', attrelid::regclass, attname,
                 CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END) AS sql
        FROM pg_attribute WHERE attrelid = ?::regclass AND attname = ?::text AND attidentity <> ''
        """,
        FormerPropertyTrial::sql, table, column);
  }

  private List<Sql> rowSecurity(String table) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY', oid::regclass,
                 CASE WHEN relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END,
                 CASE WHEN relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END) AS sql
        FROM pg_class WHERE oid = ?::regclass
        """,
        FormerPropertyTrial::sql, table);
  }

  /** Neither INHERIT nor NO INHERIT can be said twice: what is there decides when it runs. */
  private List<Sql> inheritance(String table, FormerProperty trial) throws SQLException {
    String parent =
        relations.resolve(trial.name().orElseThrow()).map(QualifiedName::sql).orElse("");
    return queries.list(
        """
        SELECT format($do$DO $$BEGIN
          IF %s EXISTS (SELECT FROM pg_catalog.pg_inherits
                        WHERE inhrelid = %L::pg_catalog.regclass AND inhparent = %L::pg_catalog.regclass) THEN
            ALTER TABLE %s %s %s;
          END IF;
        END$$$do$,
                 CASE WHEN inherits THEN 'NOT' ELSE '' END, child, parent, child,
                 CASE WHEN inherits THEN 'INHERIT' ELSE 'NO INHERIT' END, parent) AS sql
        FROM (SELECT child, parent,
                     EXISTS (SELECT FROM pg_inherits WHERE inhrelid = child AND inhparent = parent) AS inherits
              FROM (SELECT ?::regclass AS child, ?::regclass AS parent) both_tables) former
        """,
        FormerPropertyTrial::sql, table, parent);
  }

  /** Those of the TOAST table stand there, and are told of this one. */
  private List<Sql> options(String table, List<String> names) throws SQLException {
    return queries.list(
        """
        SELECT sql FROM (
          SELECT 1 AS place, format('ALTER TABLE %s RESET (%s)', ?::regclass,
                   (SELECT string_agg(n, ', ') FROM unnest(?::text[]) n)) AS sql
          UNION ALL
          SELECT 2, format('ALTER TABLE %s SET (%s)', o.oid::regclass,
                   string_agg(format('%s = %L', o.prefix || x.option_name, x.option_value), ', '))
          FROM (SELECT oid, '' AS prefix, reloptions FROM pg_class
                UNION ALL
                SELECT c.oid, 'toast.', t.reloptions FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid) o
          CROSS JOIN LATERAL pg_options_to_table(o.reloptions) x
          WHERE o.oid = ?::regclass GROUP BY o.oid) former
        ORDER BY place
        """,
        FormerPropertyTrial::sql, table, queries.texts(names), table);
  }

  private List<Sql> owner(String table) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) AS sql
        FROM pg_class WHERE oid = ?::regclass
        """,
        FormerPropertyTrial::sql, table);
  }

  private List<Sql> replicaIdentity(String table) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE %s REPLICA IDENTITY ', t.oid::regclass) || CASE t.relreplident
                 WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                 WHEN 'i' THEN (SELECT format('USING INDEX %I', c.relname) FROM pg_index i
                                JOIN pg_class c ON c.oid = i.indexrelid
                                WHERE i.indrelid = t.oid AND i.indisreplident)
                 ELSE 'DEFAULT' END AS sql
        FROM pg_class t WHERE t.oid = ?::regclass
        """,
        FormerPropertyTrial::sql, table);
  }

  private List<Sql> statistics(String table, String column) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STATISTICS %s', a.attrelid::regclass,
                 a.attname, coalesce(a.attstattarget, -1)) AS sql
        FROM (SELECT ?::regclass AS oid) t
        JOIN pg_attribute a ON a.attname = ?::text
         AND (a.attrelid = t.oid OR a.attrelid IN (SELECT relid FROM pg_partition_tree(t.oid)))
        """,
        FormerPropertyTrial::sql, table, column);
  }

  private List<Sql> storage(String table, String column) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE %s', a.attrelid::regclass,
                 a.attname, CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                              WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) AS sql
        FROM (SELECT ?::regclass AS oid) t
        JOIN pg_attribute a ON a.attname = ?::text
         AND (a.attrelid = t.oid OR a.attrelid IN (SELECT relid FROM pg_partition_tree(t.oid)))
        """,
        FormerPropertyTrial::sql, table, column);
  }

  /** Without a name, of all that are not internal. */
  private List<Sql> triggers(String table, String name) throws SQLException {
    return queries.list(
        """
        SELECT format('ALTER TABLE ONLY %s %s TRIGGER %I', g.tgrelid::regclass,
                 CASE g.tgenabled WHEN 'O' THEN 'ENABLE' WHEN 'A' THEN 'ENABLE ALWAYS'
                                  WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'DISABLE' END, g.tgname) AS sql
        FROM (SELECT ?::regclass AS oid, ?::text AS name) t
        JOIN pg_trigger g ON (NOT g.tgisinternal OR g.tgparentid <> 0) AND t.name IN ('', g.tgname)
         AND (g.tgrelid = t.oid OR g.tgrelid IN (SELECT relid FROM pg_partition_tree(t.oid)))
        """,
        FormerPropertyTrial::sql, table, name);
  }

  private static Sql sql(ResultSet row) throws SQLException {
    return Sql.verbatim(row.getString("sql"));
  }
}
