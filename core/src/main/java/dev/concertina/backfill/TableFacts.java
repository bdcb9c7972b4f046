package dev.concertina.backfill;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a walk has to know of its table.
 *
 * @param ordinary whether the heap of this one relation holds all of its rows
 * @param filenode the file that holds it now; a rewrite changes it
 * @param blocks pages of the heap
 * @param rows the planner's estimate, at least 0
 */
record TableFacts(long oid, boolean ordinary, long filenode, long blocks, long rows) {

  static Optional<TableFacts> read(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT c.oid::bigint AS oid,
                   c.relkind = 'r' AND NOT EXISTS (
                     SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) AS ordinary,
                   coalesce(pg_catalog.pg_relation_filenode(c.oid)::bigint, 0) AS filenode,
                   CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_relation_size(c.oid)
                     / pg_catalog.current_setting('block_size')::bigint ELSE 0 END AS blocks,
                   greatest(c.reltuples, 0)::bigint AS rows
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?"""),
        row ->
            new TableFacts(
                row.getLong("oid"),
                row.getBoolean("ordinary"),
                row.getLong("filenode"),
                row.getLong("blocks"),
                row.getLong("rows")),
        table.schema().value(),
        table.name().value());
  }
}
