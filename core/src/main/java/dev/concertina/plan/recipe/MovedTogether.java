package dev.concertina.plan.recipe;

import dev.concertina.change.MigrationException;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.stream.Stream;

/** Refuses a column that goes while it makes rows the pairs of another column. */
final class MovedTogether {

  private final PlanContext context;

  MovedTogether(PlanContext context) {
    this.context = context;
  }

  void refuseConflicts() {
    List<MoveColumn> moves = all(context);
    for (MoveColumn goes : moves) {
      moves.stream()
          .filter(other -> !other.equals(goes) && !goes.stays())
          .filter(other -> isKeyOf(other, goes.table(), goes.column()))
          .findFirst()
          .ifPresent(
              other -> {
                throw refusal(goes, other);
              });
    }
  }

  /** The columns that are moved or copied, in the order of the migration. */
  static List<MoveColumn> all(PlanContext context) {
    return context.all(MoveColumn.class).toList();
  }

  private boolean isKeyOf(MoveColumn move, TableRef table, Identifier column) {
    boolean bySource = move.key().stream().map(MoveColumn.Key::source).anyMatch(column::equals);
    boolean byTarget = move.key().stream().map(MoveColumn.Key::target).anyMatch(column::equals);
    return (bySource && same(table, move.table())) || (byTarget && same(table, move.to()));
  }

  private boolean same(TableRef one, TableRef other) {
    return Stream.of(one, other)
            .map(table -> context.table(table, context.changes().get(0).origin()).name())
            .distinct()
            .count()
        == 1;
  }

  private MigrationException refusal(MoveColumn goes, MoveColumn other) {
    return context.refusal(
        goes.origin(),
        "split-migration",
        goes.column() + " goes, and " + other.column() + " needs it as a part of its key.",
        "Move " + goes.column() + " in a migration of its own, for a later release.");
  }
}
