package dev.concertina.evidence.check;

import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.closure.RelationInfo;
import dev.concertina.evidence.probe.Described;
import dev.concertina.evidence.probe.Sighting;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what statements mean, and what their writes meet, at two moments of the twin. */
final class Comparison {

  private final Moment before;
  private final Moment after;
  private final Map<QualifiedName, Set<Identifier>> filled;
  private final Set<Identifier> cameOrWent = new TreeSet<>();

  /**
   * Compares two moments.
   *
   * @param filled columns whose NULLs the migration fills, where rows have them and as they come
   */
  Comparison(Moment before, Moment after, Map<QualifiedName, Set<Identifier>> filled) {
    this.before = before;
    this.after = after;
    this.filled = filled;
    Set<QualifiedName> tables = new HashSet<>(before.facts().keySet());
    tables.addAll(after.facts().keySet());
    for (QualifiedName table : tables) {
      Set<Identifier> old = before.of(table).columns().keySet();
      Set<Identifier> now = after.of(table).columns().keySet();
      now.stream().filter(c -> !old.contains(c)).forEach(cameOrWent::add);
      old.stream().filter(c -> !now.contains(c)).forEach(cameOrWent::add);
    }
  }

  /** What is different for a statement that was understood before. */
  List<Finding> of(Sighting.Understood was, Sighting now) throws SQLException {
    if (now.understood().isEmpty()) {
      return now.unknown().stream()
          .map(
              reason ->
                  reason.startsWith(REFUSED)
                      ? new Finding(Effect.BREAKS, reason.substring(REFUSED.length()))
                      : new Finding(Effect.UNKNOWN, reason))
          .toList();
    }
    Sighting.Understood is = now.understood().get(0);
    Set<Finding> found = new LinkedHashSet<>();
    answer(was, is).ifPresent(found::add);
    parameters(was.described(), is.described()).ifPresent(found::add);
    Reach old = before.reach(was);
    Reach reach = after.reach(is);
    found.addAll(arbiters(old));
    found.addAll(rows(old));
    found.addAll(mentions(reach));
    for (Reach.Step step : reach.steps()) {
      for (TreeUses.Access access : step.uses().accesses()) {
        found.addAll(access(access));
      }
    }
    for (Reach.Step step : old.steps()) {
      for (TreeUses.Access access : step.uses().accesses()) {
        filled(access).ifPresent(found::add);
      }
    }
    reach.unknown().forEach(reason -> found.add(new Finding(Effect.UNKNOWN, reason)));
    return List.copyOf(found);
  }

  private static final String REFUSED = "PostgreSQL cannot resolve it: ";

  private Optional<Finding> answer(Sighting.Understood was, Sighting.Understood is) {
    List<Described.ResultColumn> old = was.described().columns();
    List<Described.ResultColumn> now = is.described().columns();
    if (!old.equals(now)) {
      return Optional.of(
          new Finding(
              Effect.CHANGES,
              "It returns "
                  + (names(now).equals(names(old))
                      ? names(differing(now, old)) + " as another type"
                      : names(now) + " where it returned " + names(old))
                  + "; where it is prepared, it fails once with \"cached plan must not change"
                  + " result type\"."));
    }
    return Wording.differs(was.body().sql(), is.body().sql(), cameOrWent)
        ? Optional.of(new Finding(Effect.CHANGES, "Its names mean something else."))
        : Optional.empty();
  }

  /** Those that have another type, of two answers with the same names. */
  private static List<Described.ResultColumn> differing(
      List<Described.ResultColumn> now, List<Described.ResultColumn> old) {
    return IntStream.range(0, now.size())
        .filter(i -> !now.get(i).equals(old.get(i)))
        .mapToObj(now::get)
        .toList();
  }

  private static String names(List<Described.ResultColumn> columns) {
    return columns.stream()
        .map(Described.ResultColumn::name)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Optional<Finding> parameters(Described.Accepted was, Described.Accepted is) {
    for (int i = 0; i < Math.min(was.parameters().size(), is.parameters().size()); i++) {
      if (!Types.alike(was.parameters().get(i), is.parameters().get(i))) {
        return Optional.of(
            new Finding(Effect.BREAKS, "Its parameter $" + (i + 1) + " is of another type."));
      }
    }
    return Optional.empty();
  }

  /** ON CONFLICT finds its index when the statement is planned, and no sooner. */
  private List<Finding> arbiters(Reach old) {
    List<Finding> found = new ArrayList<>();
    for (Reach.Step step : old.steps()) {
      for (TreeUses.Arbiter arbiter : step.uses().arbiters()) {
        Optional<RelationInfo> table = before.closure().relation(arbiter.relation());
        if (arbiter.constraint() == 0 && table.isPresent()) {
          Set<Identifier> key = Moment.names(table.get(), arbiter.columns());
          TableFacts was = before.of(table.get().name());
          TableFacts is = after.of(table.get().name());
          boolean plain = arbiter.expressions() == 0 && was.hasArbiter(key);
          if (plain ? !is.hasArbiter(key) : lostPartial(was, is)) {
            found.add(
                new Finding(
                    Effect.BREAKS,
                    "No unique index of " + table.get().name() + " fits its ON CONFLICT."));
          }
        }
      }
    }
    return found;
  }

  private static boolean lostPartial(TableFacts was, TableFacts is) {
    return was.newSince(is).stream().anyMatch(rule -> rule.isUnique() && !rule.whole());
  }

  /** A row as a whole has another shape when a column comes, goes or changes its type. */
  private List<Finding> rows(Reach old) {
    Set<RelationInfo> whole = new LinkedHashSet<>();
    for (Reach.Step step : old.steps()) {
      step.uses().accesses().stream()
          .filter(TreeUses.Access::wholeRow)
          .forEach(a -> before.closure().relation(a.relation()).ifPresent(whole::add));
      whole.addAll(before.closure().ofRowTypes(step.uses().types()));
    }
    return whole.stream()
        .map(RelationInfo::name)
        .filter(name -> after.facts().containsKey(name))
        .filter(name -> !shape(before.of(name)).equals(shape(after.of(name))))
        .map(name -> new Finding(Effect.CHANGES, "It reads rows of " + name + " as a whole."))
        .toList();
  }

  private static Set<String> shape(TableFacts facts) {
    return facts.columns().values().stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.toSet());
  }

  /** The text that a function has by now fails when it runs, if it names what is gone. */
  private List<Finding> mentions(Reach reach) {
    Set<Finding> found = new LinkedHashSet<>();
    for (Reach.Step step : reach.steps()) {
      for (QualifiedName table : before.facts().keySet()) {
        Set<Identifier> gone = new LinkedHashSet<>(before.of(table).columns().keySet());
        gone.removeAll(after.of(table).columns().keySet());
        boolean isDropped = !after.facts().containsKey(table);
        if (isDropped) {
          gone = Set.of(table.name());
        }
        for (Identifier name : gone) {
          if (isDropped ? step.body().names(table) : step.body().names(table, name)) {
            found.add(
                new Finding(
                    Effect.BREAKS,
                    "It goes through " + step.via() + ", which names " + name + "."));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private Optional<Finding> filled(TreeUses.Access access) {
    Optional<RelationInfo> table = before.closure().relation(access.relation());
    if (table.isEmpty()) {
      return Optional.empty();
    }
    Set<Identifier> touched = Moment.names(table.get(), access.selected());
    // The sync fills the NULL of a row whenever the row is written.
    boolean all = access.inserts() || access.updates() || access.wholeRow();
    return filled.getOrDefault(table.get().name(), Set.of()).stream()
        .filter(before.of(table.get().name()).columns()::containsKey)
        .filter(column -> all || touched.contains(column))
        .map(
            column ->
                new Finding(
                    Effect.CHANGES,
                    "The migration fills the NULLs of " + table.get().name() + "." + column + "."))
        .findFirst();
  }

  private List<Finding> access(TreeUses.Access access) {
    Optional<RelationInfo> relation = after.closure().relation(access.relation());
    if (relation.isEmpty()) {
      return List.of();
    }
    RelationInfo table = relation.get();
    TableFacts was = before.of(table.name());
    TableFacts is = after.of(table.name());
    if (!was.definition().isEmpty() && !was.definition().equals(is.definition())) {
      return List.of(new Finding(Effect.CHANGES, "The view " + table.name() + " is defined anew."));
    }
    if (was.equals(TableFacts.NOTHING)
        || !(access.inserts() || access.updates() || access.deletes())) {
      return List.of();
    }
    return new WriteRules(
            table.name().toString(),
            was,
            is,
            access,
            Moment.names(table, access.inserted()),
            Moment.names(table, access.updated()))
        .findings();
  }
}
