package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table as the catalog describes it.
 *
 * @param owned whether the connected role may alter it
 * @param columns in physical order
 * @param referencedBy foreign keys of other tables (and of this one) that point here
 * @param triggers user triggers, without PostgreSQL's internal and Concertina's own
 * @param published whether any publication sends it
 * @param updatable false where an UPDATE fails, because a publication sends updates and nothing
 *     that it sends says which row they are of ("ALTER TABLE", REPLICA IDENTITY; column lists)
 * @param rows as the planner estimates it, -1 if never analysed
 * @param bytes size of the heap
 * @param partitioning {@link Partitioning#NONE} for a table without partitions
 */
public record Table(
    QualifiedName name,
    TableKind kind,
    Identifier owner,
    boolean owned,
    Optional<String> comment,
    List<Column> columns,
    List<Index> indexes,
    List<Check> checks,
    List<ForeignKey> foreignKeys,
    List<ForeignKey> referencedBy,
    List<Trigger> triggers,
    List<Grant> grants,
    List<Dependent> dependents,
    boolean rowSecurity,
    boolean published,
    boolean updatable,
    long rows,
    long bytes,
    Partitioning partitioning) {

  public Table {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
    foreignKeys = List.copyOf(foreignKeys);
    referencedBy = List.copyOf(referencedBy);
    triggers = List.copyOf(triggers);
    grants = List.copyOf(grants);
    dependents = List.copyOf(dependents);
  }

  public Optional<Column> column(Identifier name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** Indexes that read the column in a key, in INCLUDE or in the predicate. */
  public List<Index> indexesOn(Identifier column) {
    return indexes.stream().filter(i -> i.columns().contains(column)).toList();
  }

  /** The names of its constraints: checks, foreign keys, keys, and NOT NULL where that has one. */
  public List<Identifier> constraints() {
    return Stream.of(
            checks.stream().map(Check::name),
            foreignKeys.stream().map(ForeignKey::name),
            indexes.stream().flatMap(i -> i.constraint().stream()).map(Index.IndexConstraint::name),
            columns.stream()
                .flatMap(c -> c.notNullConstraint().stream())
                .map(NotNullConstraint::name))
        .flatMap(names -> names)
        .sorted()
        .toList();
  }

  public boolean isPartitioned() {
    return kind == TableKind.PARTITIONED_TABLE;
  }

  /** What would stop a DROP of the column. */
  public List<Dependent> dependentsOf(Identifier column) {
    return dependents.stream().filter(d -> d.column().filter(column::equals).isPresent()).toList();
  }
}
