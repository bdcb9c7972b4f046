package dev.concertina.plan.recipe;

import dev.concertina.change.MoveTable;
import dev.concertina.change.Origin;
import dev.concertina.change.RenameTable;
import dev.concertina.change.TableRef;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables that a migration gives another name or schema; until CONTRACT a view has the name. */
record RenamedTables(PlanContext context) {

  /**
   * One of them.
   *
   * @param from its name before
   * @param to its name by then
   */
  record Renamed(TableRef from, TableRef to, Origin origin) {}

  /** The table that gets the name. */
  Optional<Renamed> to(TableRef name) {
    return all().filter(table -> table.to().equals(name)).findFirst();
  }

  /** Refuses what cannot stand on that view, in the place of the table. */
  void refuse(TableRef name, Origin origin) {
    to(name).ifPresent(renamed -> context.table(name, origin));
  }

  Stream<Renamed> all() {
    return Stream.concat(renamed(), moved());
  }

  private Stream<Renamed> renamed() {
    return context
        .all(RenameTable.class)
        .map(
            change ->
                new Renamed(change.table(), RenameTableRecipe.target(change), change.origin()));
  }

  private Stream<Renamed> moved() {
    return context
        .all(MoveTable.class)
        .map(
            change -> new Renamed(change.table(), MoveTableRecipe.target(change), change.origin()));
  }
}
