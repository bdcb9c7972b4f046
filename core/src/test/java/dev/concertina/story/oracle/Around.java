package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around a table: what refers to its key, what numbers it, what is a part of it or may
 * become one.
 *
 * @param kids a table whose {@code of_id} refers to the key
 * @param index a unique index over the key that is no constraint's
 * @param sequence the one of the key's default
 * @param part a partition for region 5, to which no writer writes
 * @param apart a table that may become the partition for region 6
 * @param generated a column that is computed of the key, and always NULL: what comes when it is not
 *     computed any more
 */
record Around(
    Optional<String> kids,
    Optional<String> index,
    Optional<String> sequence,
    Optional<String> part,
    Optional<String> apart,
    Optional<String> generated) {

  /** A schema to which tables may move. */
  static final List<String> SCHEMA = List.of("CREATE SCHEMA moved");

  static Around make(Dice dice, Names names, Shape shape, List<String> statements) {
    boolean ofOneTable = !shape.partitioned();
    return new Around(
        some(ofOneTable && shape.unique() && dice.oneIn(2))
            .map(yes -> kids(dice, names, shape, statements)),
        some(ofOneTable && shape.unique() && dice.oneIn(2))
            .map(yes -> index(names, shape, statements)),
        some(!shape.always() && dice.oneIn(2)).map(yes -> sequence(dice, names, shape, statements)),
        some(shape.partitioned()).map(yes -> part(names, shape, statements)),
        some(shape.partitioned()).map(yes -> apart(dice, names, shape, statements)),
        some(ofOneTable && dice.oneIn(4)).map(yes -> generated(names, shape, statements)));
  }

  private static Optional<Boolean> some(boolean yes) {
    return Optional.of(yes).filter(Boolean::booleanValue);
  }

  private static String kids(Dice dice, Names names, Shape shape, List<String> statements) {
    String kids = names.next("kids");
    String deleted = dice.pick(List.of(" ON DELETE CASCADE", " ON DELETE SET NULL"));
    String when = dice.oneIn(3) ? " DEFERRABLE INITIALLY DEFERRED" : "";
    statements.add(
        "CREATE TABLE %s (id int PRIMARY KEY, of_id int CONSTRAINT %s REFERENCES %s (%s)%s%s)"
            .formatted(kids, names.next("fk"), shape.name(), shape.key(), deleted, when));
    statements.add(
        "INSERT INTO %s SELECT %s, %s FROM %s"
            .formatted(kids, shape.key(), shape.key(), shape.name()));
    if (dice.oneIn(2)) {
      statements.add("CREATE INDEX %s ON %s (of_id)".formatted(names.next("i"), kids));
    }
    return kids;
  }

  private static String index(Names names, Shape shape, List<String> statements) {
    String index = names.next("u");
    statements.add("CREATE UNIQUE INDEX %s ON %s (%s)".formatted(index, shape.name(), shape.key()));
    return index;
  }

  private static String sequence(Dice dice, Names names, Shape shape, List<String> statements) {
    String sequence = names.next("seq");
    statements.add("CREATE SEQUENCE " + sequence + " START 1000");
    statements.add(
        "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT nextval('%s')"
            .formatted(shape.name(), shape.key(), sequence.replace("'", "''")));
    if (dice.oneIn(2)) {
      statements.add(
          "ALTER SEQUENCE %s OWNED BY %s.%s".formatted(sequence, shape.name(), shape.key()));
    }
    return sequence;
  }

  private static String part(Names names, Shape shape, List<String> statements) {
    String part = names.next("p");
    statements.add(
        "CREATE TABLE %s PARTITION OF %s FOR VALUES IN (5)".formatted(part, shape.name()));
    statements.add(copy(shape, shape.name(), 5));
    return part;
  }

  private static String apart(Dice dice, Names names, Shape shape, List<String> statements) {
    String apart = names.next("q");
    String with = dice.pick(List.of("", " INCLUDING ALL", " INCLUDING CONSTRAINTS"));
    statements.add("CREATE TABLE %s (LIKE %s%s)".formatted(apart, shape.name(), with));
    if (dice.oneIn(2)) {
      statements.add(copy(shape, apart, 6));
    }
    return apart;
  }

  private static String generated(Names names, Shape shape, List<String> statements) {
    String generated = names.next("g");
    statements.add(
        "ALTER TABLE %s ADD COLUMN %s int GENERATED ALWAYS AS (nullif(%s, %s)) STORED"
            .formatted(shape.name(), generated, shape.key(), shape.key()));
    return generated;
  }

  /** Under keys that no writer has. */
  private static String copy(Shape shape, String into, int region) {
    List<String> columns = shape.columns().stream().map(Col::name).toList();
    String also = columns.isEmpty() ? "" : ", " + String.join(", ", columns);
    return "INSERT INTO %s (%s, region%s)%s SELECT %s + 100, %d%s FROM %s WHERE region = 0"
        .formatted(
            into,
            shape.key(),
            also,
            shape.always() ? " OVERRIDING SYSTEM VALUE" : "",
            shape.key(),
            region,
            also,
            shape.name());
  }

  /** One for each table. */
  static List<Around> each(Dice dice, Names names, List<Shape> shapes, List<String> statements) {
    List<Around> all = new ArrayList<>();
    shapes.forEach(shape -> all.add(make(dice, names, shape, statements)));
    return List.copyOf(all);
  }
}
