package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Types, functions, sequences and schemas while the scripts are read. For one thread. */
public final class RunningObjects {

  private final Map<QualifiedName, Integer> created = new HashMap<>();
  private final Set<String> constrainedDomains = new HashSet<>();
  private final Map<QualifiedName, List<String>> labels = new HashMap<>();
  private final Map<QualifiedName, List<Routine>> routines = new HashMap<>();
  private final Map<QualifiedName, Long> numbers = new HashMap<>();
  private int release;

  /** All of it that a transaction can take back. */
  record State(
      Map<QualifiedName, Integer> created,
      Set<String> constrainedDomains,
      Map<QualifiedName, List<String>> labels,
      Map<QualifiedName, List<Routine>> routines,
      Map<QualifiedName, Long> numbers) {}

  void startScript(int number) {
    release = number;
  }

  Optional<Integer> createdIn(QualifiedName name) {
    return Optional.ofNullable(created.get(name));
  }

  boolean isConstrainedDomain(String type) {
    return constrainedDomains.contains(type);
  }

  /** The labels of the only enum of that name. */
  Optional<List<String>> labels(String type) {
    List<List<String>> found =
        labels.entrySet().stream()
            .filter(known -> known.getKey().name().value().equals(type))
            .map(Map.Entry::getValue)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  List<Routine> routines(QualifiedName name) {
    return routines.getOrDefault(name, List.of());
  }

  /** The release creates one. */
  public void create(QualifiedName name) {
    created.put(name, release);
  }

  /** The release creates a sequence, which perhaps says its first number. */
  public void createSequence(QualifiedName name, Optional<Long> first) {
    create(name);
    numbers.remove(name);
    first.ifPresent(number -> restart(name, number));
  }

  /** A sequence gives this number next. */
  public void restart(QualifiedName sequence, long next) {
    numbers.put(sequence, next);
  }

  /** The number below which a sequence gives none any more, if that is known. */
  Optional<Long> leastOf(QualifiedName sequence) {
    return Optional.ofNullable(numbers.get(sequence));
  }

  /** The release creates an enum. */
  public void createEnum(QualifiedName name, List<String> its) {
    create(name);
    labels.put(name, List.copyOf(its));
  }

  /** The release creates a function, or puts it in the place of one that takes the same types. */
  public void createRoutine(QualifiedName name, Routine routine) {
    created.putIfAbsent(name, release);
    List<Routine> all = new ArrayList<>(routines(name));
    all.removeIf(routine::hasSameInputs);
    all.add(routine);
    routines.put(name, List.copyOf(all));
  }

  /** The functions of a name are called immutable. */
  public void declareImmutable(QualifiedName name) {
    routines.computeIfPresent(
        name, (any, all) -> all.stream().map(Routine::calledImmutable).toList());
  }

  /** One goes. */
  public void drop(QualifiedName name) {
    created.remove(name);
    labels.remove(name);
    routines.remove(name);
    numbers.remove(name);
  }

  /** One gets another name. */
  public void rename(QualifiedName from, QualifiedName to) {
    move(created, from, to);
    move(labels, from, to);
    move(routines, from, to);
    move(numbers, from, to);
  }

  /** The labels of an enum change, if they are known. */
  public void changeLabels(QualifiedName type, UnaryOperator<List<String>> change) {
    labels.computeIfPresent(type, (any, its) -> List.copyOf(change.apply(its)));
  }

  /** A domain refuses some values. */
  public void constrainDomain(String type) {
    constrainedDomains.add(type);
  }

  State state() {
    return new State(
        Map.copyOf(created),
        Set.copyOf(constrainedDomains),
        Map.copyOf(labels),
        Map.copyOf(routines),
        Map.copyOf(numbers));
  }

  void restore(State state) {
    Savepoints.restore(created, state.created());
    constrainedDomains.retainAll(state.constrainedDomains());
    Savepoints.restore(labels, state.labels());
    Savepoints.restore(routines, state.routines());
    Savepoints.restore(numbers, state.numbers());
  }

  private static <V> void move(Map<QualifiedName, V> map, QualifiedName from, QualifiedName to) {
    V moved = map.remove(from);
    if (moved != null) {
      map.put(to, moved);
    }
  }
}
