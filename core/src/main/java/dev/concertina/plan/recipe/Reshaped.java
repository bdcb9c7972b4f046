package dev.concertina.plan.recipe;

import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.stream.Stream;

/**
 * A column that CONTRACT removes, by itself or for its shadow.
 *
 * @param shadowed whether a shadow takes its place
 */
record Reshaped(Change change, TableRef table, Identifier column, boolean shadowed) {

  /** The columns that a change reshapes. */
  static Stream<Reshaped> of(Change change) {
    if (change instanceof RenameColumn c) {
      return Stream.of(new Reshaped(c, c.table(), c.from(), true));
    } else if (change instanceof ChangeType c) {
      return Stream.of(new Reshaped(c, c.table(), c.column(), true));
    } else if (change instanceof AlterColumn c) {
      return Stream.of(new Reshaped(c, c.table(), c.column(), true));
    } else if (change instanceof DropColumn c) {
      return Stream.of(new Reshaped(c, c.table(), c.column(), false));
    } else if (change instanceof ReshapeColumns c) {
      return c.from().stream().map(old -> new Reshaped(c, c.table(), old.name(), false));
    }
    return Stream.empty();
  }
}
