package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Case.End;
import dev.concertina.story.oracle.Case.Round;
import dev.concertina.story.oracle.Case.Write;
import java.util.ArrayList;
import java.util.List;

/** Random cases, each told by its seed and the server's major version. */
final class Cases {

  private static final int MOST_ROUNDS = 3;
  private static final int THINGS = 6;

  private Cases() {}

  /** What the migrations of a case change. */
  enum Subject {
    COLUMNS,
    OBJECTS
  }

  static Case of(long seed, int major, Subject subject) {
    return subject == Subject.COLUMNS ? ofColumns(seed, major) : ofObjects(seed, major);
  }

  private static Case ofColumns(long seed, int major) {
    Dice dice = new Dice(seed);
    Names names = new Names(dice);
    Schemas schema = new Schemas(dice, names, major);
    schema.generate();
    List<Shape> shapes = schema.shapes();
    List<Round> rounds = new ArrayList<>();
    int count = 1 + dice.below(MOST_ROUNDS);
    for (int i = 0; i < count; i++) {
      Migrations migration = new Migrations(dice, names);
      List<Shape> after = migration.change(shapes);
      if (migration.statements().isEmpty()) {
        continue;
      }
      End end = dice.oneIn(4) ? dice.pick(List.of(End.values())) : End.CONTRACT;
      rounds.add(new Round(migration.statements(), writes(dice, shapes, after), end));
      if (end == End.CONTRACT) {
        shapes = after.stream().map(Shape::settle).toList();
      }
    }
    return new Case(schema.statements(), rounds);
  }

  /** Constraints, indexes, views and the like; now and then columns beside them. */
  private static Case ofObjects(long seed, int major) {
    Dice dice = new Dice(seed);
    Names names = new Names(dice);
    Schemas schema = new Schemas(dice, names, major);
    schema.generate();
    List<Shape> shapes = schema.shapes();
    List<String> statements = new ArrayList<>(schema.statements());
    statements.addAll(ObjectChanges.PARENTS);
    ObjectChanges first = new ObjectChanges(dice, names, List.of());
    for (int i = 0; i < THINGS; i++) {
      statements.addAll(first.make(shapes));
    }
    List<Thing> things = first.things();
    List<Round> rounds = new ArrayList<>();
    int count = 1 + dice.below(MOST_ROUNDS);
    for (int i = 0; i < count; i++) {
      ObjectChanges objects = new ObjectChanges(dice, names, things);
      List<String> migration = new ArrayList<>(objects.one(shapes));
      List<Shape> after = shapes;
      if (dice.oneIn(3)) {
        Migrations columns = new Migrations(dice, names);
        after = columns.change(shapes);
        migration.addAll(columns.statements());
      }
      for (int more = dice.below(3); more > 0; more--) {
        migration.addAll(objects.one(after));
      }
      if (migration.isEmpty()) {
        continue;
      }
      End end = dice.oneIn(4) ? dice.pick(List.of(End.values())) : End.CONTRACT;
      rounds.add(new Round(migration, writes(dice, shapes, after), end));
      if (end == End.CONTRACT) {
        shapes = after.stream().map(Shape::settle).toList();
        things = objects.things();
      }
    }
    return new Case(statements, rounds);
  }

  private static List<Write> writes(Dice dice, List<Shape> before, List<Shape> after) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      writes.addAll(new Writes(dice).around(before.get(i), after.get(i)));
    }
    return writes;
  }
}
