package dev.concertina.catalog;

import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one table with everything that hangs on it. */
final class TableReader {

  /** The row of pg_class, and what follows from it. */
  private record Facts(
      Identifier owner,
      boolean owned,
      Optional<String> comment,
      boolean rowSecurity,
      boolean published,
      boolean updatable,
      long rows,
      long bytes) {}

  private final Queries queries;
  private final PostgresParser parser;
  private final Identifier home;

  TableReader(Queries queries, PostgresParser parser, Identifier home) {
    this.queries = queries;
    this.parser = parser;
    this.home = home;
  }

  Table read(long oid, QualifiedName name, TableKind kind) throws SQLException {
    Facts facts = facts(oid);
    GrantReader grants = new GrantReader(queries);
    List<Column> columns = new ColumnReader(queries, grants).read(oid);
    RowExpressions row = new RowExpressions(parser, name, names(columns));
    ConstraintReader constraints = new ConstraintReader(queries, row);
    return new Table(
        name,
        kind,
        facts.owner(),
        facts.owned(),
        facts.comment(),
        columns,
        new IndexReader(queries, parser, row).read(oid),
        constraints.checks(oid),
        constraints.foreignKeys(oid),
        constraints.referencedBy(oid),
        new TriggerReader(queries, home).read(oid),
        grants.ofTable(oid),
        new DependentReader(queries, home).read(oid),
        facts.rowSecurity(),
        facts.published(),
        facts.updatable(),
        facts.rows(),
        facts.bytes(),
        kind == TableKind.PARTITIONED_TABLE
            ? new PartitionReader(queries, this).read(oid)
            : Partitioning.NONE);
  }

  /** The heap of a partitioned table is that of its partitions; so is its publication. */
  private Facts facts(long oid) throws SQLException {
    return queries.one(
        """
        WITH family AS (
          SELECT relid FROM pg_partition_tree(?)
          UNION SELECT relid FROM pg_partition_ancestors(?)
          UNION SELECT ?::oid
        )
        SELECT pg_get_userbyid(c.relowner) AS owner, pg_has_role(c.relowner, 'USAGE') AS owned,
               obj_description(c.oid, 'pg_class') AS comment,
               c.relrowsecurity, c.reltuples::bigint AS rows,
               EXISTS (SELECT
                       FROM family f
                       JOIN pg_class fc ON fc.oid = f.relid
                       JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                       JOIN pg_publication_tables p
                         ON p.schemaname = fn.nspname AND p.tablename = fc.relname) AS published,
               NOT (EXISTS (SELECT
                            FROM family f
                            JOIN pg_class fc ON fc.oid = f.relid
                            JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                            JOIN pg_publication_tables p
                              ON p.schemaname = fn.nspname AND p.tablename = fc.relname
                            JOIN pg_publication b ON b.pubname = p.pubname AND b.pubupdate)
                    AND EXISTS (SELECT
                                FROM family f
                                JOIN pg_class fc ON fc.oid = f.relid AND fc.relkind = 'r'
                                WHERE fc.relreplident <> 'f' AND NOT EXISTS (
                                  SELECT FROM pg_index i WHERE i.indrelid = fc.oid
                                    AND CASE fc.relreplident WHEN 'd' THEN i.indisprimary
                                                             WHEN 'i' THEN i.indisreplident
                                                             ELSE false END)))
               AND NOT EXISTS (
                 SELECT
                 FROM family f
                 JOIN pg_class fc ON fc.oid = f.relid AND fc.relkind = 'r'
                 JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                 JOIN pg_publication_tables p
                   ON p.schemaname = fn.nspname AND p.tablename = fc.relname
                 JOIN pg_publication b ON b.pubname = p.pubname AND b.pubupdate
                 JOIN pg_attribute a ON a.attrelid = fc.oid AND a.attnum > 0
                   AND NOT a.attisdropped
                   AND (a.attgenerated = '' OR current_setting('server_version_num')::int >= 180000)
                 WHERE NOT jsonb_exists(to_jsonb(p) -> 'attnames', a.attname)
                   AND (fc.relreplident = 'f' OR EXISTS (
                     SELECT FROM pg_index i WHERE i.indrelid = fc.oid AND a.attnum = ANY (i.indkey)
                       AND CASE fc.relreplident WHEN 'd' THEN i.indisprimary
                                                WHEN 'i' THEN i.indisreplident
                                                ELSE false END))) AS updatable,
               CASE WHEN c.relkind = 'p'
                    THEN (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree(c.oid))
                    ELSE pg_relation_size(c.oid) END AS bytes
        FROM pg_class c WHERE c.oid = ?
        """,
        TableReader::facts,
        oid,
        oid,
        oid,
        oid);
  }

  private static Facts facts(ResultSet row) throws SQLException {
    return new Facts(
        Queries.name(row, "owner"),
        row.getBoolean("owned"),
        Queries.text(row, "comment"),
        row.getBoolean("relrowsecurity"),
        row.getBoolean("published"),
        row.getBoolean("updatable"),
        row.getLong("rows"),
        row.getLong("bytes"));
  }

  private static Set<Identifier> names(List<Column> columns) {
    Set<Identifier> names = new LinkedHashSet<>();
    columns.forEach(column -> names.add(column.name()));
    return names;
  }
}
