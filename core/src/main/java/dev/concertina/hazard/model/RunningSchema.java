package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The schema while the scripts are read: actions change it, rules see a {@link Schema}. */
public final class RunningSchema implements Schema {

  private final Map<QualifiedName, Relation> relations = new LinkedHashMap<>();
  private final Map<QualifiedName, IndexFacts> indexes = new HashMap<>();
  private final Map<QualifiedName, Integer> objects = new HashMap<>();
  private final Set<String> constrainedDomains = new HashSet<>();
  private final Map<QualifiedName, Integer> vacated = new HashMap<>();
  private final Savepoints<State> savepoints = new Savepoints<>(this::state, this::restore);
  private boolean grants;
  private int release;

  /** All that actions change. */
  private record State(
      Map<QualifiedName, Relation> relations,
      Map<QualifiedName, IndexFacts> indexes,
      Map<QualifiedName, Integer> objects,
      Set<String> constrainedDomains,
      Map<QualifiedName, Integer> vacated,
      boolean grants) {}

  /** The next actions are of another script, which belongs to this release. */
  public void startScript(int number) {
    release = number;
    savepoints.end(true);
  }

  /** What its transaction can take back. */
  public Savepoints<?> savepoints() {
    return savepoints;
  }

  @Override
  public int release() {
    return release;
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.ofNullable(relations.get(name));
  }

  @Override
  public Stream<Relation> relations() {
    return relations.values().stream();
  }

  @Override
  public Optional<IndexFacts> index(QualifiedName name) {
    return Optional.ofNullable(indexes.get(name));
  }

  @Override
  public Stream<IndexFacts> indexesOf(QualifiedName table) {
    return indexes.values().stream()
        .filter(index -> index.table().filter(table::equals).isPresent());
  }

  @Override
  public Optional<Integer> objectCreatedIn(QualifiedName name) {
    return Optional.ofNullable(objects.get(name));
  }

  @Override
  public boolean isConstrainedDomain(String type) {
    return constrainedDomains.contains(type);
  }

  @Override
  public Stream<QualifiedName> tablesWith(String type) {
    return relations()
        .filter(
            known ->
                known.columns().values().stream()
                    .anyMatch(column -> column.type().filter(t -> t.is(type)).isPresent()))
        .map(Relation::name);
  }

  @Override
  public boolean usesGrants() {
    return grants;
  }

  /** The release creates a relation. */
  public void create(
      QualifiedName name, Relation.Kind kind, List<ColumnSpec> columns, List<ConstraintSpec> more) {
    Relation created = Relation.of(name, kind, Optional.of(release));
    for (ColumnSpec column : columns) {
      created = created.withColumn(column.name(), any -> Column.of(column, Optional.empty()));
      for (ConstraintSpec constraint : column.constraints()) {
        created = created.withConstraint(constraint);
      }
    }
    for (ConstraintSpec constraint : more) {
      created = created.withConstraint(constraint);
    }
    relations.put(name, created);
  }

  /** A relation goes, and its indexes. */
  public void drop(QualifiedName name) {
    relations.remove(name);
    indexes.values().removeIf(index -> index.table().filter(name::equals).isPresent());
  }

  /** A relation gets another name or schema. */
  public void rename(QualifiedName from, QualifiedName to) {
    vacated.put(from, release);
    relations.put(to, known(from).named(to));
    relations.remove(from);
    relations.replaceAll((name, relation) -> relation.withParentNamed(from, to));
    indexes.replaceAll(
        (name, index) ->
            index.table().filter(from::equals).isEmpty()
                ? index
                : new IndexFacts(
                    Optional.of(to), index.unique(), index.columns(), index.createdIn()));
  }

  /**
   * A view comes; under a name that the release has taken from a table, it only stands in for it.
   */
  public void createView(QualifiedName name, Relation.Kind kind) {
    create(name, kind, List.of(), List.of());
    if (Integer.valueOf(release).equals(vacated.get(name))) {
      release(name);
    }
  }

  /** A table becomes a partition of another. */
  public void attach(QualifiedName child, PartitionOf parent) {
    relations.put(child, known(child).partOf(Optional.of(parent)));
  }

  /** A partition becomes a table of its own, which no code asks for its rows any more. */
  public void detach(QualifiedName child) {
    relations.put(child, known(child).partOf(Optional.empty()).released(release));
  }

  /** A relation is no longer used from this release on. */
  public void release(QualifiedName name) {
    relations.put(name, known(name).released(release));
  }

  /** A column comes to a relation that is there. */
  public void addColumn(QualifiedName table, ColumnSpec column) {
    Relation changed =
        known(table).withColumn(column.name(), any -> Column.of(column, Optional.of(release)));
    for (ConstraintSpec constraint : column.constraints()) {
      changed = changed.withConstraint(constraint);
    }
    relations.put(table, changed);
  }

  /** A column goes. */
  public void dropColumn(QualifiedName table, String column) {
    relations.put(table, known(table).withoutColumn(column));
  }

  /** A column gets another name. */
  public void renameColumn(QualifiedName table, String from, String to) {
    Relation known = known(table);
    Column column = known.column(from).orElse(Column.unknown(from)).named(to);
    relations.put(table, known.withoutColumn(from).withColumn(to, any -> column));
  }

  /** A column gets another type. */
  public void changeType(QualifiedName table, String column, Type type) {
    changeColumn(table, column, known -> known.ofType(type));
  }

  /** NULL is refused from now on, or allowed again; then no writer needs the column. */
  public void setNotNull(QualifiedName table, String column, boolean refuses) {
    changeColumn(
        table,
        column,
        known -> {
          Column changed = known.refusingNull(refuses);
          return refuses ? changed : changed.releasedIn(release);
        });
  }

  /** A column gets a default, or loses it. */
  public void setDefault(QualifiedName table, String column, boolean fillsItself) {
    changeColumn(
        table,
        column,
        known -> {
          Column changed = known.fillingItself(fillsItself);
          return fillsItself ? changed.releasedIn(release) : changed;
        });
  }

  /** A column's values stand elsewhere, or somebody says that nobody uses it any more. */
  public void releaseColumn(QualifiedName table, String column) {
    changeColumn(table, column, known -> known.releasedIn(release));
  }

  /** A constraint comes; if it was there and not valid, it now is as given. */
  public void putConstraint(QualifiedName table, ConstraintSpec constraint) {
    relations.put(table, known(table).withConstraint(constraint));
  }

  /** A constraint goes. */
  public void dropConstraint(QualifiedName table, String constraint) {
    relations.put(table, known(table).withoutConstraint(constraint));
  }

  /** The release builds an index. */
  public void createIndex(
      QualifiedName name, QualifiedName table, boolean unique, List<String> columns) {
    indexes.put(name, new IndexFacts(Optional.of(table), unique, columns, Optional.of(release)));
  }

  /** An index goes. */
  public void dropIndex(QualifiedName name) {
    indexes.remove(name);
  }

  /** An index gets another name. */
  public void renameIndex(QualifiedName from, QualifiedName to) {
    IndexFacts index = indexes.remove(from);
    if (index != null) {
      indexes.put(to, index);
    }
  }

  /** The release creates a type, function, sequence or schema. */
  public void createObject(QualifiedName name) {
    objects.put(name, release);
  }

  /** A type, function, sequence or schema goes. */
  public void dropObject(QualifiedName name) {
    objects.remove(name);
  }

  /** A type gets another name. */
  public void renameObject(QualifiedName from, QualifiedName to) {
    Integer created = objects.remove(from);
    if (created != null) {
      objects.put(to, created);
    }
  }

  /** A domain refuses some values. */
  public void constrainDomain(String type) {
    constrainedDomains.add(type);
  }

  /** Some role is granted something. */
  public void noteGrant() {
    grants = true;
  }

  private State state() {
    return new State(
        new LinkedHashMap<>(relations),
        Map.copyOf(indexes),
        Map.copyOf(objects),
        Set.copyOf(constrainedDomains),
        Map.copyOf(vacated),
        grants);
  }

  private void restore(State state) {
    replace(relations, state.relations());
    replace(indexes, state.indexes());
    replace(objects, state.objects());
    constrainedDomains.retainAll(state.constrainedDomains());
    replace(vacated, state.vacated());
    grants = state.grants();
  }

  private static <K, V> void replace(Map<K, V> now, Map<K, V> before) {
    now.clear();
    now.putAll(before);
  }

  private void changeColumn(QualifiedName table, String column, UnaryOperator<Column> change) {
    relations.put(table, known(table).withColumn(column, change));
  }

  private Relation known(QualifiedName name) {
    return relations.getOrDefault(name, Relation.unknown(name));
  }
}
