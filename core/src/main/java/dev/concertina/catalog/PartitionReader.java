package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the partitions of a table, each as a table with all that hangs on it. */
final class PartitionReader {

  private record Found(
      long oid, QualifiedName name, QualifiedName parent, String relkind, boolean isDefault) {}

  private final Queries queries;
  private final TableReader tables;

  PartitionReader(Queries queries, TableReader tables) {
    this.queries = queries;
    this.tables = tables;
  }

  Partitioning read(long root) throws SQLException {
    List<Partitioning.Partition> members = new ArrayList<>();
    for (Found found : found(root)) {
      members.add(
          new Partitioning.Partition(
              found.parent(),
              found.isDefault(),
              kind(found.relkind()),
              tables.read(found.oid(), found.name(), TableKind.PARTITION)));
    }
    return new Partitioning(keys(root), members);
  }

  private List<Found> found(long root) throws SQLException {
    return queries.list(
        """
        SELECT c.oid, n.nspname, c.relname, c.relkind,
               EXISTS (SELECT FROM pg_partitioned_table k WHERE k.partdefid = c.oid) AS is_default, pn.nspname AS parent_schema,
               p.relname AS parent_name
        FROM pg_partition_tree(?) t
        JOIN pg_class c ON c.oid = t.relid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class p ON p.oid = t.parentrelid
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE t.level > 0
        ORDER BY t.level, n.nspname, c.relname
        """,
        PartitionReader::found,
        root);
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getLong("oid"),
        Queries.qualifiedName(row, "nspname", "relname"),
        Queries.qualifiedName(row, "parent_schema", "parent_name"),
        row.getString("relkind"),
        row.getBoolean("is_default"));
  }

  /** A table depends internally on the columns of its partition key, those in expressions too. */
  private Set<Identifier> keys(long root) throws SQLException {
    return Set.copyOf(
        queries.list(
            """
            SELECT DISTINCT a.attname
            FROM pg_partition_tree(?) t
            JOIN pg_depend d
              ON d.classid = 'pg_class'::regclass AND d.objid = t.relid AND d.objsubid > 0
              AND d.refclassid = d.classid AND d.refobjid = t.relid AND d.refobjsubid = 0
              AND d.deptype = 'i'
            JOIN pg_attribute a ON a.attrelid = t.relid AND a.attnum = d.objsubid
            """,
            row -> Queries.name(row, "attname"),
            root));
  }

  private static Partitioning.Kind kind(String relkind) {
    return switch (relkind) {
      case "p" -> Partitioning.Kind.PARTITIONED;
      case "f" -> Partitioning.Kind.FOREIGN;
      default -> Partitioning.Kind.LEAF;
    };
  }
}
