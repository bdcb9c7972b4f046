package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is known of a table or view.
 *
 * @param partitionOf what it is a partition of, if scripts have made it one
 * @param createdIn the release that created it; empty if it was there before all scripts
 * @param releasedIn the release from which on no code uses it
 * @param columns those that scripts have named, in that order
 * @param constraints those that scripts have named
 */
public record Relation(
    QualifiedName name,
    Kind kind,
    Optional<PartitionOf> partitionOf,
    Optional<Integer> createdIn,
    Optional<Integer> releasedIn,
    Map<String, Column> columns,
    Map<String, ConstraintSpec> constraints) {

  /** What a name may stand for. */
  public enum Kind {
    TABLE,
    PARTITIONED,
    PARTITION,
    TEMPORARY,
    VIEW,
    MATERIALIZED_VIEW
  }

  public Relation {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    constraints = Collections.unmodifiableMap(new LinkedHashMap<>(constraints));
  }

  /** A relation of which only the name is known. */
  static Relation unknown(QualifiedName name) {
    return of(name, Kind.TABLE, Optional.empty());
  }

  /** A relation of which no column is known. */
  static Relation of(QualifiedName name, Kind kind, Optional<Integer> createdIn) {
    return new Relation(
        name, kind, Optional.empty(), createdIn, Optional.empty(), Map.of(), Map.of());
  }

  /** A column that scripts have named. */
  public Optional<Column> column(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  /** A constraint that scripts have named. */
  public Optional<ConstraintSpec> constraint(String constraint) {
    return Optional.ofNullable(constraints.get(constraint));
  }

  /** Whether scripts have created it, so that all of its columns are known. */
  public boolean isComplete() {
    return createdIn.isPresent();
  }

  Relation named(QualifiedName other) {
    return new Relation(other, kind, partitionOf, createdIn, releasedIn, columns, constraints);
  }

  Relation partOf(Optional<PartitionOf> parent) {
    return new Relation(name, kind, parent, createdIn, releasedIn, columns, constraints);
  }

  Relation withParentNamed(QualifiedName from, QualifiedName to) {
    return partitionOf
        .filter(part -> part.parent().equals(from))
        .map(part -> partOf(Optional.of(new PartitionOf(to, part.isDefault()))))
        .orElse(this);
  }

  Relation released(int release) {
    return new Relation(
        name,
        kind,
        partitionOf,
        createdIn,
        releasedIn.or(() -> Optional.of(release)),
        columns,
        constraints);
  }

  Relation withColumn(String column, UnaryOperator<Column> change) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    changed.put(column, change.apply(column(column).orElse(Column.unknown(column))));
    return withColumns(changed);
  }

  Relation withoutColumn(String column) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    changed.remove(column);
    return withColumns(changed);
  }

  Relation withConstraint(ConstraintSpec constraint) {
    Map<String, ConstraintSpec> changed = new LinkedHashMap<>(constraints);
    changed.put(constraint.nameIn(name), constraint);
    return withConstraints(changed);
  }

  Relation withoutConstraint(String constraint) {
    Map<String, ConstraintSpec> changed = new LinkedHashMap<>(constraints);
    changed.remove(constraint);
    return withConstraints(changed);
  }

  private Relation withColumns(Map<String, Column> changed) {
    return new Relation(name, kind, partitionOf, createdIn, releasedIn, changed, constraints);
  }

  private Relation withConstraints(Map<String, ConstraintSpec> changed) {
    return new Relation(name, kind, partitionOf, createdIn, releasedIn, columns, changed);
  }
}
