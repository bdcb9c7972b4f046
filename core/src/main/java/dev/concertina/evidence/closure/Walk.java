package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.evidence.tree.Write;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way from one query to all that it reaches. For one query. */
final class Walk {

  private static final String BUILDS_SQL = " runs SQL that it builds when it runs.";

  private final Around around;
  private final Set<Long> runners;
  private final List<Reach.Step> steps = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<Object> seen = new HashSet<>();

  /** A hook by what was done: behind a view, more or less fires. */
  private record Firing(Hook hook, Set<Write> writes) {}

  /** Around which everything is read. */
  Walk(Around around) throws SQLException {
    this.around = around;
    this.runners = around.routines().runners();
  }

  Reach from(TreeUses query) {
    step("", query, Reach.Body.NONE);
    return new Reach(steps, List.copyOf(unknown));
  }

  /** From a text of which no more than the names are known. */
  Reach from(Body text, TreeUses uses) {
    read("It", text);
    step("its text", uses, new Named(text, Set.of()));
    return new Reach(steps, List.copyOf(unknown));
  }

  private void step(String via, TreeUses uses, Reach.Body body) {
    steps.add(new Reach.Step(via, uses, body));
    for (TreeUses.Access access : uses.accesses()) {
      access(access);
    }
    Set<Long> routines = new LinkedHashSet<>(uses.routines());
    uses.operators().forEach(o -> around.routines().functionOf(o).ifPresent(routines::add));
    uses.made().forEach(type -> routines.addAll(around.checks().of(type)));
    routines.forEach(this::routine);
  }

  private void access(TreeUses.Access access) {
    for (Hook hook : around.relations().hooks(access.relation())) {
      if (hook.firesOn(access) && seen.add(new Firing(hook, access.writes()))) {
        follow(hook, access);
      }
    }
  }

  private void follow(Hook hook, TreeUses.Access access) {
    Optional<RelationInfo> relation = around.relations().relation(access.relation());
    String of = relation.map(RelationInfo::words).orElse("a relation");
    if (hook.onSelect() && hook.tree().isPresent()) {
      view(relation, of, around.trees().of(hook.tree().get()), access);
    } else {
      hook.tree()
          .map(around.trees()::of)
          .ifPresent(tree -> step(hook.words() + " of " + of, tree, Reach.Body.NONE));
    }
    if (!hook.arguments().isEmpty()) {
      steps.add(new Reach.Step(hook.words() + " of " + of, TreeUses.NOTHING, hook));
    }
    routine(hook.routine());
    if (hook.child() != 0) {
      access(new TreeUses.Access(hook.child(), Set.of(), Set.of(), Set.of(), onChild(access)));
    }
  }

  /** Which columns the action of a foreign key writes does not matter here: its triggers do. */
  private static Set<Write> onChild(TreeUses.Access access) {
    return access.writes().contains(Write.TRUNCATE)
        ? EnumSet.of(Write.UPDATE, Write.DELETE, Write.TRUNCATE)
        : EnumSet.of(Write.UPDATE, Write.DELETE);
  }

  /** Who writes a view that PostgreSQL updates by itself writes the table behind it. */
  private void view(
      Optional<RelationInfo> view, String words, TreeUses reading, TreeUses.Access access) {
    TreeUses behind = reading.writtenBy(access);
    if (view.map(RelationInfo::name).filter(around.transparent()::contains).isPresent()) {
      behind.accesses().forEach(this::access);
    } else {
      step(words, behind, Reach.Body.NONE);
    }
  }

  private void routine(long oid) {
    if (runners.contains(oid)) {
      unknown.add("It calls a function that runs SQL which it is given.");
    }
    around.routines().routine(oid).filter(r -> seen.add(r.oid())).ifPresent(this::routine);
  }

  private void routine(Routine routine) {
    Optional<Body> body = around.uses().body(routine.oid());
    String words = "The " + routine.words();
    if (routine.runsGivenSql()) {
      unknown.add(words + BUILDS_SQL);
    }
    body.ifPresent(b -> read(words, b));
    step(
        routine.words(),
        around.uses().of(routine.oid()),
        body.<Reach.Body>map(b -> new Named(b, rows(routine))).orElse(Reach.Body.NONE));
  }

  private void read(String words, Body body) {
    if (body.buildsSql()) {
      unknown.add(words + BUILDS_SQL);
    }
    if (body.sight() == Body.Sight.NOT_WHOLE) {
      unknown.add(words + " has a text that cannot be read whole.");
    }
  }

  private Set<QualifiedName> rows(Routine routine) {
    Set<QualifiedName> rows = new HashSet<>();
    routine
        .rowsOf()
        .forEach(
            oid -> around.relations().relation(oid).map(RelationInfo::name).ifPresent(rows::add));
    around.relations().ofRowTypes(routine.types()).forEach(relation -> rows.add(relation.name()));
    return rows;
  }

  /**
   * The names in the body of a routine.
   *
   * @param rows the relations of whose rows it is given some
   */
  private record Named(Body body, Set<QualifiedName> rows) implements Reach.Body {
    @Override
    public boolean names(QualifiedName object) {
      return body.names(object);
    }

    @Override
    public boolean names(QualifiedName relation, Identifier column) {
      return body.names(relation, column, rows);
    }
  }
}
