package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.change.AddColumn;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropTable;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.MoveTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses changes that cannot share a migration, before any of them is planned. */
public final class ChangesTogether {

  private final PlanContext context;

  public ChangesTogether(PlanContext context) {
    this.context = context;
  }

  /** Refuses two changes of one column, and a renamed or dropped table that is changed as well. */
  public void refuseConflicts() {
    Map<Target, Change> seen = new HashMap<>();
    Map<Target, Change> whole = new LinkedHashMap<>();
    for (Change change : context.changes()) {
      for (Target target : targets(change)) {
        if (target.column().isEmpty()) {
          whole.putIfAbsent(target, change);
        }
        Change earlier = seen.putIfAbsent(target, change);
        if (earlier != null && !areMoves(target, change, earlier)) {
          throw refusal(change, earlier, target);
        }
      }
    }
    whole.forEach((table, change) -> refuseParts(table, change, seen));
    new ReshapedTogether(context).refuseConflicts();
    new MovedTogether(context).refuseConflicts();
    new PartitionsTogether(context).refuseConflicts();
  }

  private void refuseParts(Target table, Change change, Map<Target, Change> seen) {
    seen.forEach(
        (target, part) -> {
          if (target.column().isPresent()
              && target.table().equals(table.table())
              && !areMoves(table, part, change)) {
            throw refusal(part, change, table);
          }
        });
  }

  /** Columns that go to other tables may share them: each has a sync of its own. */
  private static boolean areMoves(Target target, Change one, Change other) {
    return target.column().isEmpty() && one instanceof MoveColumn && other instanceof MoveColumn;
  }

  /** A column, or a table as a whole. */
  private record Target(QualifiedName table, Optional<Identifier> column) {
    @Override
    public String toString() {
      return table + column.map(c -> "." + c).orElse("");
    }
  }

  private RuntimeException refusal(Change change, Change earlier, Target target) {
    return context.refusal(
        change.origin(),
        "split-migration",
        target
            + " is already changed at "
            + earlier.origin()
            + ", and the old and the new application would have to agree on a shape in between.",
        "Put the second change into a migration of its own, for a later release.");
  }

  private List<Target> targets(Change change) {
    if (change instanceof RenameColumn c) {
      return List.of(target(c.table(), c.from()), target(c.table(), c.to()));
    } else if (change instanceof AlterColumn c) {
      return Stream.of(c.column(), c.to()).distinct().map(name -> target(c.table(), name)).toList();
    } else if (change instanceof ChangeType c) {
      return List.of(target(c.table(), c.column()));
    } else if (change instanceof SetNotNull c) {
      return List.of(target(c.table(), c.column()));
    } else if (change instanceof DropColumn c) {
      return List.of(target(c.table(), c.column()));
    } else if (change instanceof AddColumn c) {
      return List.of(target(c.table(), c.column()));
    } else if (change instanceof ReshapeColumns c) {
      return Stream.concat(
              c.from().stream().map(ReshapeColumns.OldColumn::name),
              c.into().stream().map(ReshapeColumns.NewColumn::name))
          .map(column -> target(c.table(), column))
          .toList();
    } else if (change instanceof DropTable c) {
      return List.of(new Target(resolved(c.table()), Optional.empty()));
    } else if (change instanceof RenameTable c) {
      return List.of(new Target(resolved(c.table()), Optional.empty()));
    } else if (change instanceof MoveColumn c) {
      return Stream.concat(
              Stream.of(c.table(), c.to())
                  .map(table -> new Target(resolved(table), Optional.empty())),
              Stream.of(target(c.table(), c.column()), target(c.to(), c.as())))
          .distinct()
          .toList();
    } else if (change instanceof MoveTable c) {
      return List.of(new Target(resolved(c.table()), Optional.empty()));
    }
    return List.of();
  }

  private Target target(TableRef table, Identifier column) {
    return new Target(resolved(table), Optional.of(column));
  }

  private QualifiedName resolved(TableRef table) {
    return context
        .catalog()
        .relation(table)
        .map(Catalog.Relation::name)
        .orElseGet(() -> context.catalog().placeOf(table));
  }
}
