package dev.concertina.plan.recipe;

import dev.concertina.change.AddColumn;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.RunPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Types and the like that a migration makes, and that columns of the same migration may be of. All
 * that concerns one table is one step of EXPAND, so they have to be there before the first of it.
 */
public final class MadeFirst {

  /** Not sequences: one may be owned by a column that is new as well. */
  private static final Set<ObjectKind> KINDS =
      Set.of(ObjectKind.COLLATION, ObjectKind.DOMAIN, ObjectKind.SCHEMA, ObjectKind.TYPE);

  private MadeFirst() {}

  /** The changes with such objects before the first column that may need them. */
  public static List<Change> order(List<Change> changes) {
    List<Change> ordered = new ArrayList<>();
    int place = -1;
    for (Change change : changes) {
      if (place >= 0 && isMade(change)) {
        ordered.add(place, change);
        place++;
        continue;
      }
      if (place < 0 && mayNeed(change)) {
        place = ordered.size();
      }
      ordered.add(change);
    }
    return List.copyOf(ordered);
  }

  /** Whether it comes in EXPAND and locks nothing, so that a trial may make it, too. */
  static boolean isMade(Change change) {
    return change instanceof CreateObject create
        && KINDS.contains(create.object().kind())
        && create.table().isEmpty()
        && !create.replaces()
        && create.phase().orElse(RunPhase.EXPAND) == RunPhase.EXPAND;
  }

  private static boolean mayNeed(Change change) {
    return change instanceof AddColumn
        || change instanceof ChangeType
        || change instanceof AlterColumn;
  }
}
