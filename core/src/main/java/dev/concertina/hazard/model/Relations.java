package dev.concertina.hazard.model;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Relations by name, and by what scripts ask for with each statement: a walk through all of them
 * each time would take the square of their number. For one thread.
 *
 * <p>What is noted here is never taken back, so it says where to look and not what is there.
 */
final class Relations {

  private final Map<QualifiedName, Relation> byName = new LinkedHashMap<>();
  private final Map<Identifier, Set<QualifiedName>> byBareName = new HashMap<>();
  private final Map<String, Set<QualifiedName>> byIndex = new HashMap<>();
  private final Map<QualifiedName, Set<QualifiedName>> byReferenced = new HashMap<>();
  private final Map<QualifiedName, Set<QualifiedName>> byParent = new HashMap<>();
  private final Map<Dependent, Set<QualifiedName>> byReader = new HashMap<>();
  private int foreign;

  Optional<Relation> get(QualifiedName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** A relation, of which perhaps only the name is known. */
  Relation known(QualifiedName name) {
    return get(name).orElseGet(() -> Relation.unknown(name));
  }

  Stream<Relation> all() {
    return byName.values().stream();
  }

  /** Those of a name in whatever schema. */
  Stream<Relation> called(Identifier name) {
    return those(byBareName.get(name));
  }

  /** Those that may have a constraint with an index of that name. */
  Stream<Relation> perhapsWithIndex(String index) {
    return those(byIndex.get(index));
  }

  /** Those whose foreign key may point to a table. */
  Stream<Relation> perhapsReferencing(QualifiedName table) {
    return those(byReferenced.get(table));
  }

  /** Those that may be a partition of a table. */
  Stream<Relation> perhapsPartOf(QualifiedName parent) {
    return those(byParent.get(parent));
  }

  /** Those of which something may read columns. */
  Stream<Relation> perhapsReadBy(Dependent reader) {
    return those(byReader.get(reader));
  }

  /** Whether scripts have made all of them. */
  boolean areAllMade() {
    return foreign == 0;
  }

  private Stream<Relation> those(@Nullable Set<QualifiedName> names) {
    return names == null ? Stream.empty() : names.stream().flatMap(name -> get(name).stream());
  }

  void put(Relation relation) {
    QualifiedName name = relation.name();
    count(byName.put(name, relation), -1);
    count(relation, 1);
    note(byBareName, name.name(), name);
    for (ConstraintSpec constraint : relation.constraints().values()) {
      if (constraint.hasIndex()) {
        note(byIndex, constraint.nameIn(name), name);
      }
      constraint.references().ifPresent(parent -> note(byReferenced, parent, name));
    }
    relation.partitionOf().ifPresent(part -> note(byParent, part.parent(), name));
    relation.dependents().forEach(reader -> note(byReader, reader, name));
  }

  void remove(QualifiedName name) {
    count(byName.remove(name), -1);
  }

  Map<QualifiedName, Relation> state() {
    return new LinkedHashMap<>(byName);
  }

  void restore(Map<QualifiedName, Relation> state) {
    Savepoints.restore(byName, state);
    foreign = (int) all().filter(known -> known.createdIn().isEmpty()).count();
  }

  private void count(@Nullable Relation relation, int change) {
    if (relation != null && relation.createdIn().isEmpty()) {
      foreign += change;
    }
  }

  private static <K> void note(Map<K, Set<QualifiedName>> names, K key, QualifiedName name) {
    names.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(name);
  }
}
