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
    OBJECTS,
    TABLES
  }

  static Case of(long seed, int major, Subject subject) {
    Dice dice = new Dice(~seed);
    Case chance =
        switch (subject) {
          case COLUMNS -> ofColumns(seed, major);
          case OBJECTS -> ofObjects(seed, major);
          case TABLES -> ofTables(seed, major);
        };
    return dice.oneIn(2) ? joined(chance, dice) : chance;
  }

  private static Case joined(Case chance, Dice dice) {
    return new Case(
        chance.schema(),
        chance.rounds().stream()
            .map(r -> new Round(Joined.at(dice, r.migration()), r.writes(), r.end()))
            .toList());
  }

  /** Keys, numbers, parts and places of tables, and their columns' types. */
  private static Case ofTables(long seed, int major) {
    Dice dice = new Dice(seed);
    Names names = new Names(dice);
    Schemas schema = new Schemas(dice, names, major);
    schema.generate();
    List<Shape> shapes = schema.shapes();
    List<String> statements = new ArrayList<>(schema.statements());
    statements.addAll(Around.SCHEMA);
    List<Around> around = Around.each(dice, names, shapes, statements);
    List<Round> rounds = new ArrayList<>();
    int count = 1 + dice.below(MOST_ROUNDS);
    for (int i = 0; i < count; i++) {
      List<String> migration = new ArrayList<>();
      List<Shape> after = new ArrayList<>(shapes);
      if (dice.oneIn(4)) {
        Migrations columns = new Migrations(dice, names);
        after = new ArrayList<>(columns.change(shapes));
        migration.addAll(columns.statements());
      }
      for (int more = dice.below(3); more >= 0; more--) {
        int at = dice.below(after.size());
        TableChanges changes = new TableChanges(dice, names);
        after.set(at, changes.one(after.get(at), around.get(at)));
        migration.addAll(changes.statements());
      }
      End end = dice.oneIn(4) ? dice.pick(List.of(End.values())) : End.CONTRACT;
      rounds.add(new Round(migration, writes(dice, shapes, after), end));
      if (end == End.CONTRACT) {
        shapes = after.stream().map(Shape::settle).toList();
      }
    }
    return new Case(statements, rounds);
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
