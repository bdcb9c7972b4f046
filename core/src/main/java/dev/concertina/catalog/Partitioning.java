package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * How a table is partitioned ("Table Partitioning" in the documentation).
 *
 * @param keys the columns on which it depends in which partition a row stands, at any level
 * @param members every partition at any level, parents before their partitions
 */
public record Partitioning(Set<Identifier> keys, List<Partition> members) {

  /** Of a table that is not partitioned. */
  public static final Partitioning NONE = new Partitioning(Set.of(), List.of());

  /**
   * A partition.
   *
   * @param isDefault whether it takes the rows that no other partition takes
   * @param kind whether it holds rows, has partitions itself, or is a foreign table
   */
  public record Partition(QualifiedName parent, boolean isDefault, Kind kind, Table table) {}

  /** What stands behind a partition. */
  public enum Kind {
    LEAF,
    PARTITIONED,
    FOREIGN
  }

  public Partitioning {
    keys = Set.copyOf(keys);
    members = List.copyOf(members);
  }

  /** The partitions that hold rows. */
  public List<Table> leaves() {
    return members.stream()
        .filter(m -> m.kind() != Kind.PARTITIONED)
        .map(Partition::table)
        .toList();
  }
}
