package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Case.Moment;
import dev.concertina.story.oracle.Case.Write;
import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random writes of the old and of the new version. Each version has rows of its own (old even ids,
 * new odd ones), so that the naive twin may run all old writes before the migration and all new
 * ones behind it, and both must come to the same rows.
 */
final class Writes {

  private static final int IDS = 24;

  private final Dice dice;

  Writes(Dice dice) {
    this.dice = dice;
  }

  /** Rows of both versions that are there from the start. */
  List<String> load(Shape shape) {
    return IntStream.range(0, IDS / 2).mapToObj(id -> insert(shape, id, true)).toList();
  }

  /** Of one table, with the tables' shapes before and after the migration. */
  List<Write> around(Shape before, Shape after) {
    List<Write> writes = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      int count = dice.below(4);
      for (int i = 0; i < count; i++) {
        if (moment != Moment.CONTRACTED) {
          writes.add(new Write(moment, true, write(before, 2 * dice.below(IDS / 2))));
        }
        if (moment.compareTo(Moment.MIGRATED) >= 0) {
          writes.add(new Write(moment, false, write(after, 2 * dice.below(IDS / 2) + 1)));
        }
      }
    }
    return writes;
  }

  private String write(Shape shape, int id) {
    String where = " WHERE " + shape.key() + " = " + id;
    return switch (dice.below(6)) {
      case 0 -> "DELETE FROM " + shape.name() + where;
      case 1, 2 -> insert(shape, id, false);
      default -> {
        List<Col> columns = shape.columns().stream().filter(c -> dice.oneIn(2)).toList();
        yield columns.isEmpty()
            ? insert(shape, id, false)
            : "UPDATE " + shape.name() + " SET " + set(columns, id) + where;
      }
    };
  }

  private String set(List<Col> columns, int id) {
    return columns.stream()
        .map(c -> c.name() + " = " + value(c, id))
        .collect(Collectors.joining(", "));
  }

  /** Columns with a default that the migration leaves alone may be left out. */
  private String insert(Shape shape, int id, boolean all) {
    List<Col> columns =
        shape.columns().stream().filter(c -> all || !mayBeOmitted(c) || dice.oneIn(2)).toList();
    List<String> names = new ArrayList<>(List.of(shape.key()));
    List<String> values = new ArrayList<>(List.of(Integer.toString(id)));
    if (shape.partitioned()) {
      names.add("region");
      values.add(Integer.toString(id / 2 % 2));
    }
    for (Col column : columns) {
      names.add(column.name());
      // a NULL in an INSERT of the new version counts as left out
      boolean giving = column.defaultValue().isPresent() || !column.settled();
      values.add(giving ? given(column, id) : value(column, id));
    }
    return "INSERT INTO "
        + shape.name()
        + " ("
        + String.join(", ", names)
        + ")"
        + (shape.always() ? " OVERRIDING SYSTEM VALUE" : "")
        + " VALUES ("
        + String.join(", ", values)
        + ")"
        + (shape.unique() ? conflict(shape, columns, id) : "");
  }

  private String conflict(Shape shape, List<Col> columns, int id) {
    String target =
        " ON CONFLICT (" + shape.key() + (shape.partitioned() ? ", region" : "") + ") DO ";
    return columns.isEmpty() || dice.oneIn(3)
        ? target + "NOTHING"
        : target + "UPDATE SET " + set(List.of(dice.pick(columns)), id);
  }

  /** Where values differ, two rows must not both have the default. */
  private static boolean mayBeOmitted(Col column) {
    return column.settled()
        && (column.defaultValue().isPresent() ? !column.unique() : !column.notNull());
  }

  private String value(Col column, int id) {
    return !column.notNull() && dice.oneIn(5) ? "NULL" : given(column, id);
  }

  private String given(Col column, int id) {
    return column.kind().literal(dice, id, column.unique());
  }
}
