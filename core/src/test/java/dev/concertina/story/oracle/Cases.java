package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Case.End;
import dev.concertina.story.oracle.Case.Round;
import dev.concertina.story.oracle.Case.Write;
import java.util.ArrayList;
import java.util.List;

/** Random cases, each told by its seed and the server's major version. */
final class Cases {

  private static final int MOST_ROUNDS = 3;

  private Cases() {}

  static Case of(long seed, int major) {
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

  private static List<Write> writes(Dice dice, List<Shape> before, List<Shape> after) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      writes.addAll(new Writes(dice).around(before.get(i), after.get(i)));
    }
    return writes;
  }
}
