package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Indexes while the scripts are read. For one thread. */
public final class RunningIndexes {

  private final Map<QualifiedName, IndexFacts> byName = new HashMap<>();
  private int release;

  void startScript(int number) {
    release = number;
  }

  Optional<IndexFacts> get(QualifiedName name) {
    return Optional.ofNullable(byName.get(name));
  }

  Stream<IndexFacts> of(QualifiedName table) {
    return byName.values().stream().filter(index -> index.isOf(table));
  }

  /** The release builds one. */
  public void create(QualifiedName name, QualifiedName table, IndexSpec spec) {
    byName.put(name, new IndexFacts(Optional.of(table), spec, Optional.of(release)));
  }

  /** One goes. */
  public void drop(QualifiedName name) {
    byName.remove(name);
  }

  void dropAllOf(QualifiedName table) {
    byName.values().removeIf(index -> index.isOf(table));
  }

  /** One gets another name. */
  public void rename(QualifiedName from, QualifiedName to) {
    IndexFacts index = byName.remove(from);
    if (index != null) {
      byName.put(to, index);
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
    byName.replaceAll((name, index) -> index.isOf(table) ? change.apply(index) : index);
  }
}
