package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Indexes while the scripts are read. For one thread. */
public final class RunningIndexes {

  private final Map<QualifiedName, IndexFacts> byName = new HashMap<>();

  /** The names of indexes that may be of a table; an index that is gone may still be named. */
  private final Map<QualifiedName, Set<QualifiedName>> byTable = new HashMap<>();

  private int release;

  void startScript(int number) {
    release = number;
  }

  Optional<IndexFacts> get(QualifiedName name) {
    return Optional.ofNullable(byName.get(name));
  }

  Stream<IndexFacts> of(QualifiedName table) {
    return namesOf(table).stream().flatMap(name -> get(name).stream());
  }

  private List<QualifiedName> namesOf(QualifiedName table) {
    return byTable.getOrDefault(table, Set.of()).stream()
        .filter(name -> get(name).filter(index -> index.isOf(table)).isPresent())
        .toList();
  }

  /** The release builds one. */
  public void create(QualifiedName name, QualifiedName table, IndexSpec spec) {
    put(name, new IndexFacts(Optional.of(table), spec, Optional.of(release)));
  }

  /** One goes. */
  public void drop(QualifiedName name) {
    byName.remove(name);
  }

  void dropAllOf(QualifiedName table) {
    namesOf(table).forEach(byName::remove);
  }

  /** One gets another name. */
  public void rename(QualifiedName from, QualifiedName to) {
    IndexFacts index = byName.remove(from);
    if (index != null) {
      put(to, index);
    }
  }

  void renameTable(QualifiedName from, QualifiedName to) {
    change(from, index -> new IndexFacts(Optional.of(to), index.spec(), index.createdIn()));
  }

  void renameColumn(QualifiedName table, String from, String to) {
    change(
        table,
        index ->
            new IndexFacts(
                index.table(), index.spec().withColumnNamed(from, to), index.createdIn()));
  }

  Map<QualifiedName, IndexFacts> state() {
    return Map.copyOf(byName);
  }

  void restore(Map<QualifiedName, IndexFacts> state) {
    Savepoints.restore(byName, state);
  }

  private void change(QualifiedName table, UnaryOperator<IndexFacts> change) {
    namesOf(table).forEach(name -> get(name).ifPresent(index -> put(name, change.apply(index))));
  }

  private void put(QualifiedName name, IndexFacts index) {
    byName.put(name, index);
    index
        .table()
        .ifPresent(table -> byTable.computeIfAbsent(table, any -> new LinkedHashSet<>()).add(name));
  }
}
