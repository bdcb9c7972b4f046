package dev.concertina.evidence;

import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.closure.RelationInfo;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the doomed objects, and all others, in what a query reaches. */
final class Matching {

  private final List<Target> targets;
  private final Renewed renewed;

  Matching(List<Target> targets, Renewed renewed) {
    this.targets = List.copyOf(targets);
    this.renewed = renewed;
  }

  /**
   * All relations.
   *
   * @param closure which has read what the query reaches
   */
  List<RelationUse> relations(Closure closure, Reach reach) {
    Set<RelationUse> found = new LinkedHashSet<>();
    for (Reach.Step step : reach.steps()) {
      for (TreeUses.Access access : step.uses().accesses()) {
        closure
            .relation(access.relation())
            .ifPresent(
                r -> found.add(new RelationUse(r.oid(), r.name(), columns(r, access), step.via())));
      }
      for (RelationInfo relation : closure.ofRowTypes(step.uses().types())) {
        found.add(
            new RelationUse(
                relation.oid(),
                relation.name(),
                List.copyOf(relation.columns().values()),
                step.via().isEmpty() ? "its row type" : step.via()));
      }
    }
    return List.copyOf(found);
  }

  /**
   * Each with the strongest manner.
   *
   * @param query empty where no more than the names of the statement are known
   */
  List<Use> uses(Optional<Reading.Query> query, Reach reach) {
    Set<Use> found = new LinkedHashSet<>();
    for (Target target : targets) {
      for (Reach.Step step : reach.steps()) {
        manner(target, query, step)
            .ifPresent(manner -> found.add(new Use(target.object(), manner, step.via())));
      }
    }
    return List.copyOf(found);
  }

  /** What the counted text does not hold. */
  List<String> unknown(Reading.Query query, Reach reach) {
    return targets.stream()
        .filter(target -> target.mayBeGiven(query, reach.steps().get(0).uses()))
        .findFirst()
        .map(
            target ->
                "It asks a sequence, which may be "
                    + target.object().words()
                    + ": the counted text has lost the name.")
        .stream()
        .toList();
  }

  /** A body that names it finds the column that has the name then, but elsewhere in the row. */
  private boolean isTakenOver(Target target) {
    return target.object() instanceof DoomedObject.Column column
        && renewed.columns().contains(column);
  }

  private static List<Identifier> columns(RelationInfo relation, TreeUses.Access access) {
    if (access.wholeRow()) {
      return List.copyOf(relation.columns().values());
    }
    Set<Integer> numbers = new TreeSet<>(access.selected());
    numbers.addAll(access.inserted());
    numbers.addAll(access.updated());
    List<Identifier> names = new ArrayList<>();
    numbers.forEach(n -> Optional.ofNullable(relation.columns().get(n)).ifPresent(names::add));
    return names;
  }

  private Optional<Use.Manner> manner(
      Target target, Optional<Reading.Query> query, Reach.Step step) {
    if (isTakenOver(target) && step.body() != Reach.Body.NONE) {
      return step.uses().accesses().stream().anyMatch(target::isFilledByPlace)
          ? Optional.of(Use.Manner.WHOLE_ROW)
          : Optional.empty();
    }
    if (target.isNamedIn(step.body())) {
      return Optional.of(Use.Manner.MENTION);
    }
    if (target.isArbiterOf(step.uses().arbiters())
        || target.isCalledOrTyped(step.uses())
        || (step.via().isEmpty()
            && query.filter(q -> target.isGivenByName(q, step.uses())).isPresent())) {
      return Optional.of(Use.Manner.NAME);
    }
    // Who writes through a view names its columns: which those behind it are, is not told here.
    boolean omits = target.object() instanceof DoomedObject.Omission;
    if (omits && !step.via().isEmpty() && step.body() == Reach.Body.NONE) {
      return Optional.empty();
    }
    Optional<Use.Manner> strongest = Optional.empty();
    for (TreeUses.Access access : step.uses().accesses()) {
      Optional<Use.Manner> here = target.manner(access);
      if (here.isPresent() && strongest.filter(s -> s.compareTo(here.get()) >= 0).isEmpty()) {
        strongest = here;
      }
    }
    if (strongest.isEmpty() && !omits && target.isRowOf(step.uses().types())) {
      return Optional.of(Use.Manner.WHOLE_ROW);
    }
    boolean byStar =
        strongest.filter(Use.Manner.NAME::equals).isPresent()
            && step.via().isEmpty()
            && query.filter(q -> target.isOnlyOneOfAll(q, step.uses())).isPresent();
    if (byStar && target.isIdle(step.uses())) {
      return Optional.empty();
    }
    if (byStar && target.isReadAsRow(step.uses())) {
      return Optional.of(Use.Manner.WHOLE_ROW);
    }
    return byStar ? Optional.of(Use.Manner.SHAPE) : strongest;
  }
}
