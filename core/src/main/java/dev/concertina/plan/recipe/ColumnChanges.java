package dev.concertina.plan.recipe;

import dev.concertina.change.AddColumn;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropDefault;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the changes of one column that have to be carried out as one: several of which one renames
 * it or changes its type, and SET NOT NULL of a column that the same migration adds.
 */
public final class ColumnChanges {

  private ColumnChanges() {}

  /** The changes, those of one column put together in the place of the first. */
  public static List<Change> together(List<Change> changes) {
    List<Group> groups = new ArrayList<>();
    for (Change change : changes) {
      Optional<Group> sameColumn = groups.stream().filter(group -> group.takes(change)).findFirst();
      sameColumn.ifPresentOrElse(group -> group.add(change), () -> groups.add(new Group(change)));
    }
    return groups.stream().flatMap(Group::changes).toList();
  }

  /** What gets no shadow after all, because PostgreSQL changes the type at once, stays apart. */
  public static List<Change> withShadows(PlanContext context) {
    AlterColumnRecipe recipe = new AlterColumnRecipe(context);
    return context.changes().stream()
        .flatMap(
            change ->
                change instanceof AlterColumn reshape
                    ? recipe.apart(reshape).stream()
                    : Stream.of(change))
        .toList();
  }

  /** Changes of one column in their order. */
  private static final class Group {
    private final List<Change> parts = new ArrayList<>();

    Group(Change first) {
      parts.add(first);
    }

    void add(Change change) {
      parts.add(change);
    }

    /** Whether the change goes on with the column that the last one left. */
    boolean takes(Change change) {
      Change first = parts.get(0);
      Optional<Altered> before =
          first instanceof AddColumn add
              ? Optional.of(new Altered(add.table(), add.column(), add.column()))
              : altered(parts.get(parts.size() - 1));
      Optional<Altered> next = altered(change);
      return before.isPresent()
          && next.isPresent()
          && before.get().table().equals(next.get().table())
          && before.get().to().equals(next.get().column())
          && (!(first instanceof AddColumn) || change instanceof SetNotNull);
    }

    Stream<Change> changes() {
      Change first = parts.get(0);
      if (first instanceof AddColumn add && parts.get(parts.size() - 1) instanceof SetNotNull set) {
        return Stream.of(required(add, set));
      }
      boolean reshapes =
          parts.stream().anyMatch(p -> p instanceof RenameColumn || p instanceof ChangeType);
      if (parts.size() == 1 || !reshapes) {
        return parts.stream();
      }
      Altered column = altered(first).orElseThrow();
      Altered last = altered(parts.get(parts.size() - 1)).orElseThrow();
      return Stream.of(
          new AlterColumn(column.table(), column.column(), last.to(), parts, first.origin()));
    }

    /** Rows that were there have the default; without one, what stands in for their NULLs. */
    private static AddColumn required(AddColumn add, SetNotNull set) {
      return add.filled(true, add.up().or(() -> add.hasValue() ? Optional.empty() : set.up()));
    }
  }

  /** A column, and what it is called afterwards. */
  private record Altered(TableRef table, Identifier column, Identifier to) {}

  /** What the column is called when the change comes to it. */
  static Optional<Identifier> nameBefore(Change change) {
    return altered(change).map(Altered::column);
  }

  private static Optional<Altered> altered(Change change) {
    if (change instanceof RenameColumn c) {
      return Optional.of(new Altered(c.table(), c.from(), c.to()));
    } else if (change instanceof ChangeType c) {
      return Optional.of(new Altered(c.table(), c.column(), c.column()));
    } else if (change instanceof SetNotNull c) {
      return Optional.of(new Altered(c.table(), c.column(), c.column()));
    } else if (change instanceof SetDefault c && c.phase().isEmpty()) {
      return Optional.of(new Altered(c.table(), c.column(), c.column()));
    } else if (change instanceof DropDefault c) {
      return Optional.of(new Altered(c.table(), c.column(), c.column()));
    }
    return Optional.empty();
  }
}
