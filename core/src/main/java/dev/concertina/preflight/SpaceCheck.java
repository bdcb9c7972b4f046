package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.SQLException;
import java.util.List;

/**
 * SQL cannot see how much room a disk has; how much the migration needs can be estimated. A filled
 * column makes a new version of each row: with stripes the heap grows by a third, under a long
 * snapshot it doubles, and its indexes with it.
 */
final class SpaceCheck implements Check {

  private final long worthSaying;

  /** A check that passes over tables with fewer bytes. */
  SpaceCheck(long worthSaying) {
    this.worthSaying = worthSaying;
  }

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT t.name, s.heap / 3 AS least, s.heap + s.indexes AS most
            FROM unnest(?::text[]) AS t(name),
              LATERAL (SELECT coalesce(sum(pg_catalog.pg_table_size(p.relid)), 0)::bigint AS heap,
                              coalesce(sum(pg_catalog.pg_indexes_size(p.relid)), 0)::bigint
                                AS indexes
                       FROM (SELECT relid FROM pg_catalog.pg_partition_tree(
                                pg_catalog.to_regclass(t.name))
                              UNION SELECT pg_catalog.to_regclass(t.name)) p) s
            WHERE s.heap + s.indexes >= ? ORDER BY 1\
            """),
        row ->
            Finding.tells(
                "space",
                "Filling "
                    + row.getString("name")
                    + " needs about "
                    + Amounts.bytes(row.getLong("least"))
                    + " on the disk, "
                    + Amounts.bytes(row.getLong("most"))
                    + " where an old snapshot keeps dead rows, and about as much write-ahead log.",
                "See that the server has that much room, its standbys and its archive too."),
        subject.filledTables(),
        worthSaying);
  }
}
