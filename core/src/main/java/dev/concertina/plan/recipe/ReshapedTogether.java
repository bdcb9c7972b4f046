package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Table;
import dev.concertina.change.Change;
import dev.concertina.change.DropDefault;
import dev.concertina.change.MigrationException;
import dev.concertina.change.SetDefault;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses columns that get a shadow together with another change that their shadows would have to
 * know of: what hangs on a dropped column too would go with it, and be made anew without it.
 */
final class ReshapedTogether {

  private final PlanContext context;

  ReshapedTogether(PlanContext context) {
    this.context = context;
  }

  void refuseConflicts() {
    List<Reshaped> reshaped = context.changes().stream().flatMap(Reshaped::of).toList();
    for (int i = 0; i < reshaped.size(); i++) {
      for (Reshaped other : reshaped.subList(i + 1, reshaped.size())) {
        refuseShared(reshaped.get(i), other);
      }
      refuseDefaults(reshaped.get(i));
    }
  }

  private void refuseShared(Reshaped one, Reshaped other) {
    if (one.shadowed() == other.shadowed()) {
      return;
    }
    Optional<Table> table = table(one.table());
    if (table.isEmpty() || !table.equals(table(other.table()))) {
      return;
    }
    List<Identifier> both = List.of(one.column(), other.column());
    shared(table.get(), both)
        .findFirst()
        .ifPresent(
            what -> {
              throw refusal(
                  other.change(),
                  what + " covers both " + one.column() + " and " + other.column() + ".");
            });
  }

  private static Stream<String> shared(Table table, Collection<Identifier> both) {
    return Stream.of(
            table.indexes().stream()
                .filter(index -> index.columns().containsAll(both))
                .map(index -> "the index " + index.name()),
            table.checks().stream()
                .filter(check -> check.expression().columns().containsAll(both))
                .map(check -> "the check " + check.name()),
            table.foreignKeys().stream()
                .filter(key -> key.columns().containsAll(both))
                .map(key -> "the foreign key " + key.name()))
        .flatMap(names -> names);
  }

  /** The shadow takes the old column's default as it is now. */
  private void refuseDefaults(Reshaped reshaped) {
    for (Change change : context.changes()) {
      boolean sameColumn =
          (change instanceof SetDefault set && is(reshaped, set.table(), set.column()))
              || (change instanceof DropDefault drop && is(reshaped, drop.table(), drop.column()));
      if (sameColumn) {
        throw refusal(
            change, reshaped.column() + " is also reshaped at " + reshaped.change().origin() + ".");
      }
    }
  }

  private boolean is(Reshaped reshaped, TableRef table, Identifier column) {
    return reshaped.column().equals(column) && table(table).equals(table(reshaped.table()));
  }

  private Optional<Table> table(TableRef ref) {
    return context.catalog().relation(ref).flatMap(Catalog.Relation::table);
  }

  private MigrationException refusal(Change change, String why) {
    return context.refusal(
        change.origin(), "split-migration", why, "Put this change into a migration of its own.");
  }
}
