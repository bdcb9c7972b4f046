package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Kind.Retyping;
import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A random migration: one change or several, of one column or of several, as people write them. */
final class Migrations {

  private final Dice dice;
  private final Names names;
  private final List<String> statements = new ArrayList<>();

  Migrations(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  List<String> statements() {
    return statements;
  }

  /** The shapes after the migration, in the order of those before. */
  List<Shape> change(List<Shape> before) {
    List<Shape> after = new ArrayList<>();
    int chosen = dice.below(before.size());
    for (int i = 0; i < before.size(); i++) {
      after.add(i == chosen || dice.oneIn(4) ? table(before.get(i)) : before.get(i));
    }
    if (dice.oneIn(10)) {
      statements.add("CREATE TABLE " + names.next("n") + " (id int PRIMARY KEY, a text)");
    }
    return after;
  }

  private Shape table(Shape before) {
    if (dice.oneIn(12)) {
      String to = names.next("t");
      statements.add("ALTER TABLE " + before.name() + " RENAME TO " + to);
      return before.renamed(to);
    }
    Shape shape = before;
    int changes = dice.oneIn(2) ? 1 : 1 + dice.below(3);
    for (int i = 0; i < changes; i++) {
      shape = one(shape);
    }
    return shape;
  }

  private Shape one(Shape shape) {
    if (shape.columns().isEmpty() || dice.oneIn(6)) {
      return add(shape);
    }
    Col column = dice.pick(shape.columns());
    if (dice.oneIn(5)) {
      statements.addAll(new Tidings(dice, names).about(shape, column));
      return shape;
    }
    return switch (dice.below(13)) {
      case 0, 1 -> rename(shape, column);
      case 2, 3 -> retype(shape, column);
      case 4 -> require(shape, column);
      case 5 -> setDefault(shape, column);
      case 6 -> dropDefault(shape, column);
      case 7 -> drop(shape, column);
      case 8 -> index(shape, column);
      case 9 -> dropIndex(shape);
      case 10 -> relax(shape, column);
      default -> several(shape, column);
    };
  }

  /** Django's way, and people's: what concerns one column stands together. */
  private Shape several(Shape shape, Col column) {
    Shape changed = shape;
    Col now = column;
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    dice.shuffle(order);
    for (int what : order.subList(0, 2 + dice.below(2))) {
      Shape next =
          switch (what) {
            case 0 -> rename(changed, now);
            case 1 -> retype(changed, now);
            case 2 -> require(changed, now);
            default -> setDefault(changed, now);
          };
      int at = changed.columns().indexOf(now);
      now = next.columns().get(at);
      changed = next;
    }
    return changed;
  }

  private Shape rename(Shape shape, Col column) {
    String to = names.next("c");
    statements.add("ALTER TABLE " + shape.name() + " RENAME " + column.name() + " TO " + to);
    return shape.replaced(column, column.named(to));
  }

  private Shape retype(Shape shape, Col column) {
    if (column.kind().retypings().isEmpty()) {
      return shape;
    }
    Retyping to = dice.pick(column.kind().retypings());
    String name = column.name();
    boolean mustDrop = column.defaultValue().isPresent() && to.using().isPresent();
    if (mustDrop) {
      alter(shape, name, "DROP DEFAULT");
    }
    statements.add(
        to.down().map(down -> "-- concertina: down = " + down.formatted(name) + "\n").orElse("")
            + "ALTER TABLE "
            + shape.name()
            + " ALTER COLUMN "
            + name
            + " TYPE "
            + to.to().type()
            + to.using().map(using -> " USING " + using.formatted(name)).orElse(""));
    Col changed = column.of(to.to());
    return shape.replaced(column, mustDrop ? changed.withDefault(Optional.empty()) : changed);
  }

  private Shape require(Shape shape, Col column) {
    if (column.notNull() || column.unique()) {
      return shape;
    }
    String value = column.kind().literal(dice, 0, false);
    if (!dice.oneIn(4)) {
      statements.add(
          "UPDATE "
              + shape.name()
              + " SET "
              + column.name()
              + " = "
              + value
              + " WHERE "
              + column.name()
              + " IS NULL");
    }
    alter(shape, column.name(), "SET NOT NULL");
    return shape.replaced(column, column.required());
  }

  private Shape relax(Shape shape, Col column) {
    alter(shape, column.name(), "DROP NOT NULL");
    return shape.replaced(column, column.relaxed());
  }

  private Shape setDefault(Shape shape, Col column) {
    String value = column.kind().literal(dice, 0, false);
    alter(shape, column.name(), "SET DEFAULT " + value);
    return shape.replaced(column, column.withDefault(Optional.of(value)));
  }

  private Shape dropDefault(Shape shape, Col column) {
    alter(shape, column.name(), "DROP DEFAULT");
    return shape.replaced(column, column.withDefault(Optional.empty()));
  }

  private Shape drop(Shape shape, Col column) {
    statements.add("ALTER TABLE " + shape.name() + " DROP COLUMN " + column.name());
    return shape.without(column);
  }

  private Shape add(Shape shape) {
    Kind kind =
        dice.pick(List.of(Kind.INT, Kind.TEXT, Kind.NUMBER, Kind.BOOL, Kind.DAY, Kind.JSON));
    String name = names.next("c");
    String value = kind.literal(dice, 0, false);
    String add = "ALTER TABLE " + shape.name() + " ADD COLUMN " + name + " " + kind.type();
    Col column = new Col(name, kind, false, false, Optional.empty(), true);
    switch (dice.below(7)) {
      case 0 -> statements.add(add);
      case 1 -> {
        statements.add(add + " DEFAULT " + value);
        return shape.and(column.withDefault(Optional.of(value)).settle());
      }
      case 2 -> {
        statements.add(add + " DEFAULT " + value + " NOT NULL");
        return shape.and(column.required().withDefault(Optional.of(value)).settle());
      }
      case 3 -> {
        statements.add(add + " DEFAULT " + value + " NOT NULL");
        alter(shape, name, "DROP DEFAULT");
        return shape.and(column.required());
      }
      case 4 -> {
        statements.add(add);
        statements.add(
            "UPDATE "
                + shape.name()
                + " SET "
                + name
                + " = "
                + value
                + " WHERE "
                + name
                + " IS NULL");
        alter(shape, name, "SET NOT NULL");
        return shape.and(column.required());
      }
      case 5 -> {
        String type = names.next("e");
        statements.add("CREATE TYPE " + type + " AS ENUM ('a', 'b')");
        statements.add(
            "ALTER TABLE " + shape.name() + " ADD " + name + " " + type + " NOT NULL DEFAULT 'a'");
        return shape;
      }
      default -> {
        statements.add(add);
        return index(shape.and(column), column);
      }
    }
    return shape.and(column);
  }

  private Shape index(Shape shape, Col column) {
    if (!column.kind().countable()) {
      return shape;
    }
    if (column.unique() && !shape.partitioned() && dice.oneIn(3)) {
      statements.add(
          "ALTER TABLE "
              + shape.name()
              + " ADD CONSTRAINT "
              + names.next("u")
              + " UNIQUE ("
              + column.name()
              + ")");
      return shape;
    }
    statements.add(
        "CREATE "
            + (column.unique() && !shape.partitioned() ? "UNIQUE " : "")
            + "INDEX "
            + names.next("i")
            + " ON "
            + shape.name()
            + " ("
            + column.name()
            + " DESC)"
            + (dice.oneIn(3) ? " WHERE " + shape.key() + " > 3" : ""));
    return shape;
  }

  private Shape dropIndex(Shape shape) {
    if (shape.indexes().isEmpty()) {
      return shape;
    }
    String index = dice.pick(shape.indexes());
    statements.add("DROP INDEX IF EXISTS " + index);
    return shape.withIndexes(shape.indexes().stream().filter(i -> !i.equals(index)).toList());
  }

  private void alter(Shape shape, String column, String what) {
    statements.add("ALTER TABLE " + shape.name() + " ALTER COLUMN " + column + " " + what);
  }
}
