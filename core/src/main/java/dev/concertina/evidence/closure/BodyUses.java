package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.Conflict;
import dev.concertina.evidence.body.Made;
import dev.concertina.evidence.body.Touch;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.evidence.tree.TreeUses.Access;
import dev.concertina.evidence.tree.TreeUses.Arbiter;
import dev.concertina.evidence.tree.Write;
import dev.concertina.sql.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What bodies may use, as if PostgreSQL had resolved them: each name as everything that it may
 * mean. Only the columns that they read are not among it, see {@link Reach.Body}.
 */
final class BodyUses {

  private static final Set<Integer> WHOLE_ROW = Set.of(0);

  private final Meanings meanings;
  private final Function<Long, Optional<RelationInfo>> relations;

  /**
   * Reads nothing.
   *
   * @param relations those that are known
   */
  BodyUses(Meanings meanings, Function<Long, Optional<RelationInfo>> relations) {
    this.meanings = meanings;
    this.relations = relations;
  }

  /** Of the body of a routine. */
  TreeUses of(Routine routine, Body body) throws SQLException {
    return of(body, routine.rowsOf(), routine.types());
  }

  /**
   * Of any text.
   *
   * @param rowsOf relations of whose rows it is given some
   * @param types of what else it is given
   */
  TreeUses of(Body body, Set<Long> rowsOf, Set<Long> types) throws SQLException {
    List<Access> accesses = new ArrayList<>();
    for (Touch touch : body.touches()) {
      meanings.relations(touch.relation()).forEach(oid -> accesses.add(access(oid, touch)));
    }
    if (body.rowOfTrigger()) {
      rowsOf.forEach(oid -> accesses.add(new Access(oid, WHOLE_ROW, Set.of(), Set.of(), Set.of())));
    }
    Set<Long> routines = new LinkedHashSet<>(meanings.casts());
    routines.addAll(meanings.callable(body));
    Set<Long> whole = new HashSet<>(types);
    Set<Long> made = new HashSet<>(types);
    for (Made each : body.types()) {
      whole.addAll(meanings.wholeTypes(each));
      made.addAll(meanings.types(each));
    }
    return new TreeUses(accesses, routines, Set.of(), whole, made, arbiters(body), false);
  }

  private Access access(long oid, Touch touch) {
    boolean byPlace = touch.wholeRow() && touch.writes().contains(Write.INSERT);
    return new Access(
        oid,
        touch.wholeRow() ? WHOLE_ROW : Set.of(),
        byPlace ? columns(oid).keySet() : numbers(oid, touch.inserted()),
        numbers(oid, touch.updated()),
        touch.writes());
  }

  private List<Arbiter> arbiters(Body body) {
    List<Arbiter> arbiters = new ArrayList<>();
    for (Conflict conflict : body.conflicts()) {
      for (long relation : meanings.relations(conflict.relation())) {
        arbiters.add(
            new Arbiter(
                relation,
                meanings.constraint(conflict, relation),
                numbers(relation, conflict.columns()),
                conflict.expressions()));
      }
    }
    return arbiters;
  }

  private Set<Integer> numbers(long relation, Set<String> names) {
    return columns(relation).entrySet().stream()
        .filter(column -> names.contains(column.getValue().value()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<Integer, Identifier> columns(long relation) {
    return relations.apply(relation).map(RelationInfo::columns).orElse(Map.of());
  }
}
