package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A random schema: each column and each thing that hangs on a table is a statement of its own. */
final class Schemas {

  /** The roles to whom objects belong and are granted; they are made once for a server. */
  static final List<String> ROLES = List.of("oracle_owner", "oracle_reader");

  private final Dice dice;
  private final Names names;
  private final int major;
  private final List<String> statements = new ArrayList<>(Kind.TYPES);
  private final List<Shape> shapes = new ArrayList<>();

  Schemas(Dice dice, Names names, int major) {
    this.dice = dice;
    this.names = names;
    this.major = major;
  }

  List<String> statements() {
    return statements;
  }

  List<Shape> shapes() {
    return shapes;
  }

  void generate() {
    int tables = 1 + dice.below(2);
    for (int i = 0; i < tables; i++) {
      table();
    }
  }

  private void table() {
    String name = names.next("t");
    String key = names.next("k");
    boolean partitioned = dice.oneIn(6);
    int keyKind = dice.below(5);
    statements.add(create(name, key, partitioned, keyKind));
    if (partitioned) {
      partitions(name, key);
    }
    Shape shape =
        new Shape(name, key, keyKind > 0, keyKind == 2, partitioned, List.of(), List.of());
    int columns = dice.oneIn(15) ? 60 : 1 + dice.below(6);
    for (int i = 0; i < columns; i++) {
      shape = shape.and(column(name));
    }
    List<String> load = new Writes(dice).load(shape);
    Extras extras = new Extras(dice, names, major, statements);
    shape = extras.beforeRows(shape);
    statements.addAll(load);
    shape = extras.add(shape);
    shapes.add(shape);
  }

  private String create(String name, String key, boolean partitioned, int keyKind) {
    String type = keyKind == 2 ? "int GENERATED ALWAYS AS IDENTITY" : "int NOT NULL";
    String constraint =
        switch (keyKind) {
          case 0 -> "";
          case 1, 2 ->
              partitioned ? ", PRIMARY KEY (" + key + ", region)" : ", PRIMARY KEY (" + key + ")";
          case 3 -> partitioned ? ", UNIQUE (region, " + key + ")" : ", UNIQUE (" + key + ")";
          default ->
              partitioned
                  ? ", PRIMARY KEY (region, " + key + ")"
                  : ", EXCLUDE (" + key + " WITH =), PRIMARY KEY (" + key + ")";
        };
    if (keyKind == 2 && partitioned && major < 17) {
      type = "int NOT NULL";
    }
    return "CREATE TABLE "
        + name
        + " ("
        + key
        + " "
        + type
        + (partitioned ? ", region int NOT NULL" : "")
        + constraint
        + ")"
        + (partitioned ? " PARTITION BY LIST (region)" : "");
  }

  /** One with the columns in another order and one with partitions of its own. */
  private void partitions(String name, String key) {
    String first = names.next("p");
    statements.add(
        "CREATE TABLE " + first + " (gone text, region int NOT NULL, " + key + " int NOT NULL)");
    statements.add("ALTER TABLE " + first + " DROP COLUMN gone");
    statements.add("ALTER TABLE " + name + " ATTACH PARTITION " + first + " FOR VALUES IN (0)");
    String second = names.next("p");
    if (dice.oneIn(2)) {
      statements.add("CREATE TABLE " + second + " PARTITION OF " + name + " FOR VALUES IN (1)");
      return;
    }
    statements.add(
        "CREATE TABLE "
            + second
            + " PARTITION OF "
            + name
            + " FOR VALUES IN (1) PARTITION BY HASH ("
            + key
            + ")");
    for (int i = 0; i < 2; i++) {
      statements.add(
          "CREATE TABLE "
              + names.next("p")
              + " PARTITION OF "
              + second
              + " FOR VALUES WITH (MODULUS 2, REMAINDER "
              + i
              + ")");
    }
  }

  private Col column(String table) {
    Kind kind = dice.pick(List.of(Kind.values()));
    boolean notNull = dice.oneIn(3);
    Optional<String> value =
        dice.oneIn(3) ? Optional.of(kind.literal(dice, 0, false)) : Optional.empty();
    Col column =
        new Col(names.next("c"), kind, notNull, kind.countable() && dice.oneIn(3), value, true);
    String collation = kind.text() && dice.oneIn(5) ? " COLLATE \"C\"" : "";
    statements.add(
        "ALTER TABLE "
            + table
            + " ADD COLUMN "
            + column.name()
            + " "
            + kind.type()
            + collation
            + value.map(v -> " DEFAULT " + v).orElse("")
            + (notNull ? " NOT NULL" : ""));
    return column;
  }
}
