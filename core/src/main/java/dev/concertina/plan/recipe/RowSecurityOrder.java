package dev.concertina.plan.recipe;

import dev.concertina.change.Change;
import dev.concertina.change.CreateObject;
import dev.concertina.change.DropObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.SetProperty;
import dev.concertina.change.TableProperty;
import dev.concertina.change.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Row security of a table in use is set when its policies are there, and before the first of them
 * is dropped. Each is a transaction of its own, and between them row security without a policy
 * shows no row and refuses every new one. Nothing else can need the setting to come earlier.
 */
public final class RowSecurityOrder {

  private RowSecurityOrder() {}

  /** The changes with row security in its place. */
  public static List<Change> order(List<Change> changes) {
    List<Change> ordered = new ArrayList<>(changes);
    for (Change change : changes) {
      if (change instanceof SetProperty set && isRowSecurity(set)) {
        int written = ordered.indexOf(change);
        ordered.remove(written);
        ordered.add(place(ordered, set.table(), written), change);
      }
    }
    return List.copyOf(ordered);
  }

  private static boolean isRowSecurity(SetProperty set) {
    return set.property() == TableProperty.ROW_SECURITY
        || set.property() == TableProperty.FORCED_ROW_SECURITY;
  }

  private static int place(List<Change> others, TableRef table, int written) {
    OptionalInt made =
        IntStream.range(0, others.size()).filter(i -> makes(others.get(i), table)).max();
    if (made.isPresent()) {
      return Math.max(made.getAsInt() + 1, written);
    }
    return IntStream.range(0, written)
        .filter(i -> drops(others.get(i), table))
        .findFirst()
        .orElse(written);
  }

  private static boolean makes(Change change, TableRef table) {
    return change instanceof CreateObject create && isPolicy(create.object(), table);
  }

  private static boolean drops(Change change, TableRef table) {
    return change instanceof DropObject drop
        && drop.objects().stream().anyMatch(object -> isPolicy(object, table));
  }

  private static boolean isPolicy(ObjectName object, TableRef table) {
    return object.kind() == ObjectKind.POLICY && object.table().filter(table::equals).isPresent();
  }
}
