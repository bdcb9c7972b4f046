package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is known of a table or view.
 *
 * @param partitionOf what it is a partition of, if scripts have made it one
 * @param createdIn the release that created it; empty if it was there before all scripts
 * @param releasedIn the release from which on no code uses it
 * @param hasRows whether scripts have put rows into it; of one that was there nothing is known
 * @param definition what it is made of
 */
public record Relation(
    QualifiedName name,
    Kind kind,
    Optional<PartitionOf> partitionOf,
    Optional<Integer> createdIn,
    Optional<Integer> releasedIn,
    boolean hasRows,
    Definition definition) {

  /** What a name may stand for. */
  public enum Kind {
    TABLE,
    PARTITIONED,
    PARTITION,
    TEMPORARY,
    VIEW,
    MATERIALIZED_VIEW
  }

  /** A relation of which only the name is known. */
  static Relation unknown(QualifiedName name) {
    return of(name, Kind.TABLE, Optional.empty());
  }

  /** A relation of which no column is known. */
  static Relation of(QualifiedName name, Kind kind, Optional<Integer> createdIn) {
    return new Relation(
        name, kind, Optional.empty(), createdIn, Optional.empty(), false, Definition.UNKNOWN);
  }

  /** Those that scripts have named, in their order. */
  public Map<String, Column> columns() {
    return definition.columns();
  }

  /** A column that scripts have named. */
  public Optional<Column> column(String column) {
    return Optional.ofNullable(definition.columns().get(column));
  }

  /** Those that scripts have named. */
  public Map<String, ConstraintSpec> constraints() {
    return definition.constraints();
  }

  /** Whether one of its constraints stands on an index of that name. */
  boolean standsOnIndex(String index) {
    return constraints().values().stream()
        .anyMatch(each -> each.hasIndex() && each.nameIn(name).equals(index));
  }

  /** A constraint that scripts have named. */
  public Optional<ConstraintSpec> constraint(String constraint) {
    return Optional.ofNullable(definition.constraints().get(constraint));
  }

  /** What reads columns of it. */
  public Set<Dependent> dependents() {
    return definition.dependents().keySet();
  }

  /** What reads a column. */
  public Stream<Dependent> dependents(String column) {
    return definition.dependents().entrySet().stream()
        .filter(reader -> reader.getValue().contains(column))
        .map(Map.Entry::getKey);
  }

  /** Whether all of its columns are known. */
  public boolean isComplete() {
    return definition.complete();
  }

  /** Whether it shows what stands elsewhere. */
  public boolean isView() {
    return kind == Kind.VIEW || kind == Kind.MATERIALIZED_VIEW;
  }

  Relation named(QualifiedName other) {
    return new Relation(other, kind, partitionOf, createdIn, releasedIn, hasRows, definition);
  }

  Relation partOf(Optional<PartitionOf> parent) {
    return new Relation(name, kind, parent, createdIn, releasedIn, hasRows, definition);
  }

  /** The same after its parent, or a view of it, has got another name. */
  Relation withOtherNamed(QualifiedName from, QualifiedName to) {
    return partitionOf
        .filter(part -> part.parent().equals(from))
        .map(part -> partOf(Optional.of(new PartitionOf(to, part.isDefault()))))
        .orElse(this)
        .defined(known -> known.withViewNamed(from, to));
  }

  Relation released(int release) {
    return new Relation(
        name,
        kind,
        partitionOf,
        createdIn,
        releasedIn.or(() -> Optional.of(release)),
        hasRows,
        definition);
  }

  Relation withRows() {
    return new Relation(name, kind, partitionOf, createdIn, releasedIn, true, definition);
  }

  Relation defined(UnaryOperator<Definition> change) {
    return new Relation(
        name, kind, partitionOf, createdIn, releasedIn, hasRows, change.apply(definition));
  }

  /** The relation with a column and what comes with it. */
  Relation with(ColumnSpec column, Optional<Integer> addedIn) {
    Relation changed = withColumn(column.name(), any -> Column.of(column, addedIn));
    for (ConstraintSpec constraint : column.constraints()) {
      changed = changed.withConstraint(constraint);
    }
    if (column.generatedBy().isEmpty()) {
      return changed;
    }
    Dependent itself =
        new Dependent(Dependent.Kind.GENERATED_COLUMN, name.sibling(Shortened.of(column.name())));
    Set<String> reads = Set.copyOf(column.generatedBy().get().columns());
    return changed.defined(known -> known.withDependent(itself, reads));
  }

  Relation without(Dependent dependent) {
    return dependents().contains(dependent)
        ? defined(known -> known.withoutDependents(dependent::equals))
        : this;
  }

  Relation withColumn(String column, UnaryOperator<Column> change) {
    return defined(known -> known.withColumn(column, change));
  }

  Relation withConstraint(ConstraintSpec constraint) {
    return defined(known -> known.withConstraint(constraint.nameIn(name), constraint));
  }
}
