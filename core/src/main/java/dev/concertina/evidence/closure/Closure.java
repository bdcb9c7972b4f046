package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.BodyReader;
import dev.concertina.evidence.body.Name;
import dev.concertina.evidence.body.Touch;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows queries through views, rules, triggers, the actions of foreign keys, what expressions of
 * a table call, functions, whose bodies may have no more than names, and the types of rows and
 * domains. What it has read of the catalog, it does not read again. Not thread-safe.
 */
public final class Closure {

  private final Around around;

  /**
   * Reads hardly anything yet.
   *
   * @param connection in autocommit
   * @param home the schema of Concertina's own functions, which are not followed
   */
  public Closure(Connection connection, Identifier home, Exempt exempt, BodyReader bodies)
      throws SQLException {
    this.around = Around.of(connection, home, exempt, bodies);
  }

  /** The relation, if a query that was followed uses it. */
  public Optional<RelationInfo> relation(long oid) {
    return around.relations().relation(oid);
  }

  /** The relations whose rows are of one of these types. */
  public List<RelationInfo> ofRowTypes(Set<Long> types) {
    return around.relations().ofRowTypes(types);
  }

  /** The functions that are called so, and those of operators, for each. */
  public List<Set<Long>> callable(List<Body> names) throws SQLException {
    around.meanings().read(names);
    return names.stream().map(around.meanings()::callable).toList();
  }

  /** The relations that a text names and that no schema has, where it was asked for before. */
  public Set<String> nowhere(Body text) {
    return text.touches().stream()
        .map(Touch::relation)
        .filter(name -> around.meanings().relations(name).isEmpty())
        .map(Name::name)
        .filter(name -> !name.startsWith("pg_"))
        .collect(Collectors.toSet());
  }

  /** Reads the catalog around all of these, in as many rounds as they are nested deep. */
  public void read(List<TreeUses> queries) throws SQLException {
    read(new Round(queries, Set.of()));
  }

  private static void read(Round first) throws SQLException {
    Round round = first;
    while (!round.isIdle()) {
      round = round.next();
    }
  }

  /** What one of the queries that were {@linkplain #read read} reaches. */
  public Reach of(TreeUses query) throws SQLException {
    return new Walk(around).from(query);
  }

  /**
   * What texts reach of which no more than the names are known, each name as everything that it may
   * mean.
   */
  public List<Reach> named(List<Body> texts) throws SQLException {
    around.meanings().read(texts);
    Set<Long> relations = new HashSet<>();
    for (Body text : texts) {
      text.touches().forEach(t -> relations.addAll(around.meanings().relations(t.relation())));
    }
    Set<Long> fresh = around.relations().readRelations(relations);
    BodyUses names = new BodyUses(around.meanings(), around.relations()::relation);
    List<TreeUses> uses = new ArrayList<>();
    for (Body text : texts) {
      uses.add(names.of(text, Set.of(), Set.of()));
    }
    read(new Round(uses, fresh));
    List<Reach> reached = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      reached.add(new Walk(around).from(texts.get(i), uses.get(i)));
    }
    return reached;
  }

  /** One round of reading: uses that were reached, and relations around which nothing is read. */
  private final class Round {
    private final List<TreeUses> open;
    private final Set<Long> relations;
    private final List<TreeUses> reached = new ArrayList<>();
    private final Set<Long> routines = new HashSet<>();

    private Round(List<TreeUses> open, Set<Long> relations) {
      this.open = open;
      this.relations = relations;
    }

    private boolean isIdle() {
      return open.isEmpty() && relations.isEmpty();
    }

    private Round next() throws SQLException {
      Set<Long> named = new HashSet<>();
      Set<Long> operators = new HashSet<>();
      Set<Long> types = new HashSet<>();
      Set<Long> made = new HashSet<>();
      for (TreeUses uses : open) {
        uses.accesses().forEach(access -> named.add(access.relation()));
        routines.addAll(uses.routines());
        operators.addAll(uses.operators());
        types.addAll(uses.types());
        made.addAll(uses.made());
      }
      around.routines().readOperators(operators);
      operators.forEach(o -> around.routines().functionOf(o).ifPresent(routines::add));
      routines.addAll(around.checks().read(made));
      Deque<Long> fresh = new ArrayDeque<>(relations);
      fresh.addAll(around.relations().readRelations(named));
      fresh.addAll(around.relations().readRowTypes(types));
      readHooks(fresh);
      Set<Long> known = around.routines().read(routines);
      Set<Long> further = around.uses().read(known);
      known.forEach(routine -> reached.add(around.uses().of(routine)));
      return new Round(reached, further);
    }

    private void readHooks(Deque<Long> fresh) throws SQLException {
      while (!fresh.isEmpty()) {
        for (Hook hook : around.relations().hooks(fresh.remove())) {
          routines.add(hook.routine());
          hook.tree().map(around.trees()::of).ifPresent(reached::add);
          fresh.addAll(around.relations().readRelations(Set.of(hook.child())));
        }
      }
    }
  }
}
