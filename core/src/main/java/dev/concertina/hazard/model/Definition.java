package dev.concertina.hazard.model;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a relation is made of, as far as scripts say.
 *
 * @param complete whether they say all of its columns
 * @param columns in their order
 * @param constraints by name
 * @param dependents with the columns that each of them reads
 */
public record Definition(
    boolean complete,
    Map<String, Column> columns,
    Map<String, ConstraintSpec> constraints,
    Map<Dependent, Set<String>> dependents) {

  /** Nothing is known. */
  static final Definition UNKNOWN = new Definition(false, Map.of(), Map.of(), Map.of());

  public Definition {
    columns = ordered(columns);
    constraints = ordered(constraints);
    dependents = ordered(dependents);
  }

  /** That of a view of these columns; of none, if they are not known. */
  Definition showing(List<Column> shown) {
    Map<String, Column> changed = new LinkedHashMap<>();
    shown.forEach(column -> changed.put(column.name(), column));
    return new Definition(!shown.isEmpty(), changed, constraints, dependents);
  }

  Definition complete(boolean isComplete) {
    return new Definition(isComplete, columns, constraints, dependents);
  }

  Definition withColumn(String column, UnaryOperator<Column> change) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    changed.put(column, change.apply(changed.getOrDefault(column, Column.unknown(column))));
    return withColumns(changed);
  }

  /** A generated column takes what it reads with it. */
  Definition withoutColumn(String column) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    changed.remove(column);
    return withColumns(changed).withoutDependents(each -> each.isColumn(column));
  }

  /** The column keeps its place, and who reads it reads it still. */
  Definition withColumnNamed(String from, String to) {
    Map<String, Column> renamed = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> renamed.put(name.equals(from) ? to : name, renamed(column, from, to)));
    renamed.putIfAbsent(to, Column.unknown(to));
    Map<String, ConstraintSpec> constrained = new LinkedHashMap<>();
    constraints.forEach((name, each) -> constrained.put(name, each.withColumnNamed(from, to)));
    Map<Dependent, Set<String>> reading = new LinkedHashMap<>();
    dependents.forEach(
        (each, reads) -> reading.put(renamed(each, from, to), renamed(reads, from, to)));
    return new Definition(complete, renamed, constrained, reading);
  }

  Definition withConstraint(String name, ConstraintSpec constraint) {
    Map<String, ConstraintSpec> changed = new LinkedHashMap<>(constraints);
    changed.put(name, constraint);
    return withConstraints(changed);
  }

  Definition withoutConstraint(String constraint) {
    Map<String, ConstraintSpec> changed = new LinkedHashMap<>(constraints);
    changed.remove(constraint);
    return withConstraints(changed);
  }

  Definition withDependent(Dependent dependent, Set<String> reads) {
    Map<Dependent, Set<String>> changed = new LinkedHashMap<>(dependents);
    changed.put(dependent, Set.copyOf(reads));
    return withDependents(changed);
  }

  Definition withoutDependents(Predicate<Dependent> which) {
    if (dependents.keySet().stream().noneMatch(which)) {
      return this;
    }
    Map<Dependent, Set<String>> changed = new LinkedHashMap<>(dependents);
    changed.keySet().removeIf(which);
    return withDependents(changed);
  }

  /** The same after a view that reads it has got another name. */
  Definition withViewNamed(QualifiedName from, QualifiedName to) {
    Dependent old = new Dependent(Dependent.Kind.VIEW, from);
    Set<String> reads = dependents.get(old);
    return reads == null
        ? this
        : withoutDependents(old::equals)
            .withDependent(new Dependent(Dependent.Kind.VIEW, to), reads);
  }

  private static Dependent renamed(Dependent dependent, String from, String to) {
    return dependent.isColumn(from)
        ? new Dependent(dependent.kind(), dependent.name().sibling(new Identifier(to)))
        : dependent;
  }

  private static Column renamed(Column column, String from, String to) {
    return column.name().equals(from) ? column.named(to) : column;
  }

  private static Set<String> renamed(Set<String> columns, String from, String to) {
    if (!columns.contains(from)) {
      return columns;
    }
    Set<String> renamed = new LinkedHashSet<>(columns);
    renamed.remove(from);
    renamed.add(to);
    return renamed;
  }

  private Definition withColumns(Map<String, Column> changed) {
    return new Definition(complete, changed, constraints, dependents);
  }

  private Definition withConstraints(Map<String, ConstraintSpec> changed) {
    return new Definition(complete, columns, changed, dependents);
  }

  private Definition withDependents(Map<Dependent, Set<String>> changed) {
    return new Definition(complete, columns, constraints, changed);
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
