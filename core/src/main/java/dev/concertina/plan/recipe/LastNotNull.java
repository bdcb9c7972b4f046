package dev.concertina.plan.recipe;

import dev.concertina.change.Change;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.SetNotNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Of DROP NOT NULL and SET NOT NULL of one column the last one stands: the one would come in
 * EXPAND, the other in CONTRACT, each planned for the column as it was before the migration.
 */
public final class LastNotNull {

  private LastNotNull() {}

  /** The changes without those that a later one takes back. */
  public static List<Change> of(List<Change> changes) {
    List<Change> last = new ArrayList<>();
    for (Change change : changes) {
      last.removeIf(earlier -> takesBack(change, earlier));
      last.add(change);
    }
    return List.copyOf(last);
  }

  /** What stands in for NULLs is never taken back: it changes rows. */
  private static boolean takesBack(Change later, Change earlier) {
    if (later instanceof SetNotNull set && earlier instanceof DropNotNull drop) {
      return set.table().equals(drop.table()) && set.column().equals(drop.column());
    }
    return later instanceof DropNotNull drop
        && earlier instanceof SetNotNull set
        && set.up().isEmpty()
        && set.table().equals(drop.table())
        && set.column().equals(drop.column());
  }
}
