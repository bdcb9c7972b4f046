package dev.concertina.evidence.closure;

import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows queries through views, rules, triggers, the actions of foreign keys, what expressions of
 * a table call, functions and row types. What it has read of the catalog, it does not read again.
 * Not thread-safe.
 */
public final class Closure {

  private final Surroundings surroundings;
  private final Set<QualifiedName> transparent;
  private final Map<String, TreeUses> trees = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param connection in autocommit
   * @param home the schema of Concertina's own functions, which are not followed
   */
  public Closure(Connection connection, Identifier home, Exempt exempt) {
    this.surroundings = new Surroundings(connection, home, exempt);
    this.transparent = exempt.views();
  }

  /** The relation, if a query that was followed uses it. */
  public Optional<RelationInfo> relation(long oid) {
    return surroundings.relation(oid);
  }

  /** The relations whose rows are of one of these types. */
  public List<RelationInfo> ofRowTypes(Set<Long> types) {
    Map<Long, RelationInfo> byType = surroundings.rowTypes();
    return types.stream().filter(byType::containsKey).map(byType::get).distinct().toList();
  }

  /** Reads the catalog around all of these, in as many rounds as they are nested deep. */
  public void read(List<TreeUses> queries) throws SQLException {
    Deque<TreeUses> open = new ArrayDeque<>(queries);
    while (!open.isEmpty()) {
      Set<Long> relations = new HashSet<>();
      Set<Long> routines = new HashSet<>();
      Set<Long> operators = new HashSet<>();
      Set<Long> types = new HashSet<>();
      open.forEach(
          uses -> {
            uses.accesses().forEach(access -> relations.add(access.relation()));
            routines.addAll(uses.routines());
            operators.addAll(uses.operators());
            types.addAll(uses.types());
          });
      open.clear();
      Deque<Long> fresh = new ArrayDeque<>(surroundings.readRelations(relations));
      fresh.addAll(surroundings.readRowTypes(types));
      surroundings.readOperators(operators);
      operators.forEach(o -> surroundings.functionOf(o).ifPresent(routines::add));
      while (!fresh.isEmpty()) {
        for (Hook hook : surroundings.hooks(fresh.remove())) {
          routines.add(hook.routine());
          hook.tree().map(this::tree).ifPresent(open::add);
          fresh.addAll(surroundings.readRelations(Set.of(hook.child())));
        }
      }
      for (long oid : surroundings.readRoutines(routines)) {
        surroundings.routine(oid).flatMap(Routine::tree).map(this::tree).ifPresent(open::add);
      }
    }
  }

  /** What one of the queries that were {@linkplain #read read} reaches. */
  public Reach of(TreeUses query) throws SQLException {
    return new Walk(surroundings.runners()).from(query);
  }

  private TreeUses tree(String text) {
    return trees.computeIfAbsent(text, TreeUses::of);
  }

  /** A hook by what was done: behind a view, more or less fires. */
  private record Firing(Hook hook, boolean inserts, boolean updates, boolean deletes) {}

  private final class Walk {
    private final Set<Long> runners;
    private final List<Reach.Step> steps = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<Object> seen = new HashSet<>();

    private Walk(Set<Long> runners) {
      this.runners = runners;
    }

    private Reach from(TreeUses query) {
      step("", query);
      return new Reach(steps, List.copyOf(unknown));
    }

    private void step(String via, TreeUses uses) {
      steps.add(new Reach.Step(via, uses, Reach.Body.NONE));
      for (TreeUses.Access access : uses.accesses()) {
        access(access);
      }
      Set<Long> routines = new LinkedHashSet<>(uses.routines());
      uses.operators().forEach(o -> surroundings.functionOf(o).ifPresent(routines::add));
      routines.forEach(this::routine);
    }

    private void access(TreeUses.Access access) {
      for (Hook hook : surroundings.hooks(access.relation())) {
        boolean fires =
            hook.onSelect()
                || (hook.onInsert() && access.inserts())
                || (hook.onUpdate() && access.updates())
                || (hook.onDelete() && access.deletes());
        if (fires
            && seen.add(new Firing(hook, access.inserts(), access.updates(), access.deletes()))) {
          follow(hook, access);
        }
      }
    }

    private void follow(Hook hook, TreeUses.Access access) {
      Optional<RelationInfo> relation = surroundings.relation(access.relation());
      String of = relation.map(RelationInfo::words).orElse("a relation");
      if (hook.onSelect() && hook.tree().isPresent()) {
        view(relation, of, tree(hook.tree().get()), access);
      } else {
        hook.tree().ifPresent(tree -> step(hook.words() + " of " + of, tree(tree)));
      }
      if (!hook.arguments().isEmpty()) {
        steps.add(new Reach.Step(hook.words() + " of " + of, TreeUses.NOTHING, hook::mentions));
      }
      routine(hook.routine());
      if (hook.child() != 0) {
        // Which columns the action writes does not matter here: its triggers do.
        access(
            new TreeUses.Access(
                hook.child(), Set.of(), Set.of(), Set.of(), Set.of(), false, true, true));
      }
    }

    /** Who writes a view that PostgreSQL updates by itself writes the table behind it. */
    private void view(
        Optional<RelationInfo> view, String words, TreeUses reading, TreeUses.Access access) {
      TreeUses behind = reading.writtenBy(access);
      if (view.map(RelationInfo::name).filter(transparent::contains).isPresent()) {
        behind.accesses().forEach(this::access);
      } else {
        step(words, behind);
      }
    }

    private void routine(long oid) {
      if (runners.contains(oid)) {
        unknown.add("It calls a function that runs SQL which it is given.");
      }
      Optional<Routine> found = surroundings.routine(oid).filter(r -> seen.add(r.oid()));
      if (found.isEmpty()) {
        return;
      }
      Routine routine = found.get();
      if (routine.buildsSql()) {
        unknown.add("The " + routine.words() + " runs SQL that it builds when it runs.");
      }
      routine.tree().ifPresent(tree -> step(routine.words(), tree(tree)));
      if (routine.tree().isEmpty()) {
        steps.add(new Reach.Step(routine.words(), TreeUses.NOTHING, routine::mentions));
      }
    }
  }
}
