package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.BodyReader;
import dev.concertina.evidence.body.Touch;
import dev.concertina.evidence.tree.TreeUses;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What routines use: as PostgreSQL has resolved them, and by the names in their bodies where it has
 * not. Not thread-safe.
 */
final class RoutineUses {

  private final Routines routines;
  private final Surroundings surroundings;
  private final Meanings meanings;
  private final BodyReader reader;
  private final Trees trees;
  private final Map<Long, TreeUses> uses = new HashMap<>();
  private final Map<Long, Body> bodies = new HashMap<>();

  RoutineUses(
      Routines routines,
      Surroundings surroundings,
      Meanings meanings,
      BodyReader reader,
      Trees trees) {
    this.routines = routines;
    this.surroundings = surroundings;
    this.meanings = meanings;
    this.reader = reader;
    this.trees = trees;
  }

  /** What it uses, if it has been read. */
  TreeUses of(long routine) {
    return uses.getOrDefault(routine, TreeUses.NOTHING);
  }

  /** The names in its body, if PostgreSQL has not resolved it. */
  Optional<Body> body(long routine) {
    return Optional.ofNullable(bodies.get(routine));
  }

  /** Reads routines that are known; the relations among what they name that were not. */
  Set<Long> read(Set<Long> oids) throws SQLException {
    Map<Long, Body> fresh = new HashMap<>();
    for (long oid : oids) {
      routines
          .routine(oid)
          .filter(routine -> routine.tree().isEmpty())
          .ifPresent(routine -> fresh.put(oid, body(routine)));
    }
    meanings.read(fresh.values());
    Set<Long> named = new HashSet<>();
    for (Map.Entry<Long, Body> entry : fresh.entrySet()) {
      for (Touch touch : entry.getValue().touches()) {
        named.addAll(meanings.relations(touch.relation()));
      }
      routines.routine(entry.getKey()).map(Routine::rowsOf).ifPresent(named::addAll);
    }
    Set<Long> relations = surroundings.readRelations(named);
    bodies.putAll(fresh);
    BodyUses names = new BodyUses(meanings, surroundings::relation);
    for (long oid : oids) {
      Optional<Routine> routine = routines.routine(oid);
      if (routine.isPresent()) {
        uses.put(oid, uses(routine.get(), names));
      }
    }
    return relations;
  }

  private Body body(Routine routine) {
    return routine.isCompiled() ? Body.NOTHING : reader.read(routine.language(), routine.body());
  }

  private TreeUses uses(Routine routine, BodyUses names) throws SQLException {
    TreeUses own =
        routine.tree().isPresent()
            ? trees.of(routine.tree().get())
            : routine.isCompiled()
                ? TreeUses.NOTHING
                : names.of(routine, body(routine.oid()).orElse(Body.NOTHING));
    TreeUses defaults = routine.defaults().map(trees::of).orElse(TreeUses.NOTHING);
    return own.and(defaults).calling(routine.parts());
  }
}
