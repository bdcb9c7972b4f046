package dev.concertina.engine;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How far an index of a partitioned table is. */
final class PartitionedIndexCatalog {

  /**
   * A table of the tree that has no part of the index yet, while its parent has.
   *
   * @param partitioned whether it has partitions itself
   * @param parentIndex what its index is attached to; empty for the root of the tree
   */
  record Missing(QualifiedName table, boolean partitioned, Optional<QualifiedName> parentIndex) {}

  private PartitionedIndexCatalog() {}

  /** The next one to do, parents first. */
  static Optional<Missing> next(Connection connection, QualifiedName table, QualifiedName index)
      throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            WITH RECURSIVE tree AS (
              SELECT c.oid AS relation, i.indexrelid AS index, NULL::oid AS parent_index, 0 AS level
              FROM pg_catalog.pg_class c
              LEFT JOIN (SELECT x.indrelid, x.indexrelid
                         FROM pg_catalog.pg_index x
                         JOIN pg_catalog.pg_class xc ON xc.oid = x.indexrelid
                         JOIN pg_catalog.pg_namespace xn ON xn.oid = xc.relnamespace
                         WHERE xn.nspname = ? AND xc.relname = ?) i ON i.indrelid = c.oid
              WHERE c.oid = pg_catalog.to_regclass(?)
              UNION ALL
              SELECT h.inhrelid, a.indexrelid, tree.index, tree.level + 1
              FROM tree
              JOIN pg_catalog.pg_inherits h ON h.inhparent = tree.relation
              LEFT JOIN (SELECT x.indrelid, x.indexrelid, xh.inhparent
                         FROM pg_catalog.pg_index x
                         JOIN pg_catalog.pg_inherits xh ON xh.inhrelid = x.indexrelid) a
                ON a.inhparent = tree.index AND a.indrelid = h.inhrelid
              WHERE tree.index IS NOT NULL)
            SELECT n.nspname, c.relname, c.relkind = 'p' AS partitioned,
                   pn.nspname AS parent_schema, p.relname AS parent_name
            FROM tree
            JOIN pg_catalog.pg_class c ON c.oid = tree.relation
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class p ON p.oid = tree.parent_index
            LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE tree.index IS NULL
            ORDER BY tree.level, n.nspname, c.relname
            LIMIT 1"""),
        PartitionedIndexCatalog::missing,
        index.schema().value(),
        index.name().value(),
        table.sql());
  }

  private static Missing missing(ResultSet row) throws SQLException {
    return new Missing(
        QualifiedName.of(row.getString("nspname"), row.getString("relname")),
        row.getBoolean("partitioned"),
        row.getString("parent_name") == null
            ? Optional.empty()
            : Optional.of(
                QualifiedName.of(row.getString("parent_schema"), row.getString("parent_name"))));
  }
}
