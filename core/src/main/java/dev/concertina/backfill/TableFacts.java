package dev.concertina.backfill;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a walk has to know of one relation whose heap holds rows: a table, or a partition.
 *
 * @param filenode the file that holds it now; a rewrite changes it
 * @param blocks pages of the heap
 * @param rows the planner's estimate, at least 0
 */
public record TableFacts(long oid, QualifiedName name, long filenode, long blocks, long rows) {

  private static final Sql COLUMNS =
      Sql.of(
          """
          SELECT c.oid::bigint AS oid, n.nspname, c.relname,
                 coalesce(pg_catalog.pg_relation_filenode(c.oid)::bigint, 0) AS filenode,
                 pg_catalog.pg_relation_size(c.oid)
                   / pg_catalog.current_setting('block_size')::bigint AS blocks,
                 greatest(c.reltuples, 0)::bigint AS rows
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace""");

  /**
   * The relations that hold the rows of a table: itself, or its partitions on every level; empty if
   * there is no such table. Partitions that are foreign tables cannot be walked and are left out.
   */
  public static List<TableFacts> leaves(Connection connection, QualifiedName table)
      throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            {}
            WHERE c.relkind = 'r' AND c.oid IN (
              SELECT t.relid FROM pg_catalog.pg_class r
              JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace,
                LATERAL pg_catalog.pg_partition_tree(r.oid) t
              WHERE rn.nspname = ? AND r.relname = ?
              UNION ALL
              SELECT r.oid FROM pg_catalog.pg_class r
              JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
              WHERE rn.nspname = ? AND r.relname = ?)
            ORDER BY c.oid""",
            COLUMNS),
        TableFacts::facts,
        table.schema().value(),
        table.name().value(),
        table.schema().value(),
        table.name().value());
  }

  /** One relation by name, as it is now. */
  public static Optional<TableFacts> read(Connection connection, QualifiedName relation)
      throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of("{} WHERE n.nspname = ? AND c.relname = ?", COLUMNS),
        TableFacts::facts,
        relation.schema().value(),
        relation.name().value());
  }

  /** Whether the relation of this name still has this file. */
  public boolean isSame(Connection connection) throws SQLException {
    return read(connection, name)
        .filter(now -> now.oid() == oid && now.filenode() == filenode)
        .isPresent();
  }

  /** Whether this is the relation after the other one was rewritten. */
  public boolean isAnotherFileOf(TableFacts other) {
    return oid == other.oid && filenode != other.filenode;
  }

  /** Whether a table has children by inheritance: rows that no walk over partitions meets. */
  static boolean hasHeirs(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT 1 FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' AND EXISTS (
                  SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)"""),
            row -> true,
            table.schema().value(),
            table.name().value())
        .isPresent();
  }

  /** Partitions whose rows are on another server. */
  static List<String> foreignParts(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT t.relid::regclass::text AS name
            FROM pg_catalog.pg_class r
            JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace,
              LATERAL pg_catalog.pg_partition_tree(r.oid) t
            JOIN pg_catalog.pg_class c ON c.oid = t.relid
            WHERE n.nspname = ? AND r.relname = ? AND c.relkind = 'f' ORDER BY 1"""),
        row -> row.getString("name"),
        table.schema().value(),
        table.name().value());
  }

  /** Whether a table of that name is there, of whatever kind. */
  static boolean exists(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT 1 FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')"""),
            row -> true,
            table.schema().value(),
            table.name().value())
        .isPresent();
  }

  private static TableFacts facts(ResultSet row) throws SQLException {
    return new TableFacts(
        row.getLong("oid"),
        new QualifiedName(
            new Identifier(row.getString("nspname")), new Identifier(row.getString("relname"))),
        row.getLong("filenode"),
        row.getLong("blocks"),
        row.getLong("rows"));
  }
}
