package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Shape.Col;
import dev.concertina.story.oracle.Thing.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes, alters and drops constraints, indexes, views, triggers and the like. None of them changes
 * what a write comes to, so that writers of both versions may do what they want.
 */
final class ObjectChanges {

  /** Tables that have every value which a writer may give. */
  static final List<String> PARENTS =
      List.of(
          "CREATE TABLE parents_integer (id integer PRIMARY KEY)",
          "CREATE TABLE parents_bigint (id bigint PRIMARY KEY)",
          "INSERT INTO parents_integer SELECT generate_series(0, 60)",
          "INSERT INTO parents_bigint SELECT generate_series(0, 60)");

  private final Dice dice;
  private final Names names;
  private final List<Thing> things;
  private final List<Thing> untouched;

  /**
   * @param things what is there before
   */
  ObjectChanges(Dice dice, Names names, List<Thing> things) {
    this.dice = dice;
    this.names = names;
    this.untouched = new ArrayList<>(things);
    this.things = new ArrayList<>(things);
  }

  List<Thing> things() {
    return List.copyOf(things);
  }

  /** One change, as a user writes it in a migration. */
  List<String> one(List<Shape> shapes) {
    if (untouched.isEmpty() || dice.oneIn(2)) {
      return make(shapes);
    }
    Thing thing = dice.pick(untouched);
    untouched.remove(thing);
    String on = shapes.get(thing.table()).name();
    String phase =
        thing.takesPhase()
            ? "-- concertina: phase = " + dice.pick(List.of("contract", "expand")) + "\n"
            : "";
    return switch (dice.below(4)) {
      case 0 -> {
        things.remove(thing);
        yield List.of(thing.drop(on));
      }
      case 1 -> {
        String to = names.next("z");
        things.set(things.indexOf(thing), thing.named(to));
        yield List.of(phase + thing.rename(on, to));
      }
      case 2 -> List.of(thing.comment(on));
      default -> List.of(phase + dice.pick(thing.told(on)));
    };
  }

  /** Something new. */
  List<String> make(List<Shape> shapes) {
    int at = dice.below(shapes.size());
    Shape shape = shapes.get(at);
    What what = dice.pick(List.of(What.values()));
    Optional<Col> column =
        shape.columns().isEmpty() ? Optional.empty() : Optional.of(dice.pick(shape.columns()));
    String name = names.next("o");
    List<String> statements =
        switch (what) {
          case CHECK, FOREIGN_KEY, KEY, INDEX, STATISTICS ->
              column.map(c -> ofColumn(what, shape, c, name)).orElse(List.of());
          case TRIGGER -> trigger(shape, name);
          default -> List.of(plain(what, shape, name));
        };
    if (!statements.isEmpty()) {
      Thing made = new Thing(what, name, at).named(name);
      things.add(made);
      if (dice.oneIn(3)) {
        untouched.add(made);
      }
    }
    return statements;
  }

  private List<String> ofColumn(What what, Shape shape, Col column, String name) {
    String table = shape.name();
    String c = column.name();
    String add = "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " ";
    String notValid = dice.oneIn(3) ? " NOT VALID" : "";
    return switch (what) {
      case CHECK -> List.of(add + "CHECK (" + c + " IS NULL OR " + c + " = " + c + ")" + notValid);
      case FOREIGN_KEY ->
          reference(
              column,
              add,
              dice.pick(List.of("", " ON DELETE CASCADE", " DEFERRABLE"))
                  + (shape.partitioned() ? "" : notValid));
      case KEY -> column.unique() && !shape.partitioned() ? List.of(add + key(c)) : List.of();
      case INDEX ->
          column.kind().countable()
              ? List.of(
                  "CREATE "
                      + (column.unique() && !shape.partitioned() ? "UNIQUE " : "")
                      + "INDEX "
                      + (dice.oneIn(3) && !shape.partitioned() ? "CONCURRENTLY " : "")
                      + name
                      + " ON "
                      + table
                      + " ("
                      + c
                      + ")")
              : List.of();
      default ->
          shape.partitioned() || column.kind() == Kind.JSON
              ? List.of()
              : List.of(
                  "CREATE STATISTICS " + name + " ON " + shape.key() + ", " + c + " FROM " + table);
    };
  }

  private String key(String column) {
    return dice.pick(List.of("UNIQUE (%s)", "UNIQUE (%s) DEFERRABLE", "EXCLUDE (%s WITH =)"))
        .formatted(column);
  }

  private static List<String> reference(Col column, String add, String options) {
    return column.kind() == Kind.INT || column.kind() == Kind.BIG
        ? List.of(
            add
                + "FOREIGN KEY ("
                + column.name()
                + ") REFERENCES parents_"
                + column.kind().type()
                + options)
        : List.of();
  }

  private List<String> trigger(Shape shape, String name) {
    String function = names.next("f");
    return List.of(
        "CREATE FUNCTION "
            + function
            + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "CREATE TRIGGER "
            + name
            + dice.pick(List.of(" BEFORE INSERT OR UPDATE", " AFTER DELETE"))
            + " ON "
            + shape.name()
            + " FOR EACH ROW EXECUTE FUNCTION "
            + function
            + "()");
  }

  private static String plain(What what, Shape shape, String name) {
    String key = shape.key();
    String table = shape.name();
    return switch (what) {
      case POLICY -> "CREATE POLICY " + name + " ON " + table + " USING (true)";
      case RULE ->
          "CREATE RULE " + name + " AS ON DELETE TO " + table + " WHERE false DO INSTEAD NOTHING";
      case VIEW -> "CREATE VIEW " + name + " AS SELECT " + key + " AS k FROM " + table;
      case MATERIALIZED_VIEW ->
          "CREATE MATERIALIZED VIEW " + name + " AS SELECT max(" + key + ") AS k FROM " + table;
      case SEQUENCE -> "CREATE SEQUENCE " + name + " START 5 INCREMENT 2";
      case FUNCTION ->
          "CREATE FUNCTION " + name + "() RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 1'";
      case DOMAIN -> "CREATE DOMAIN " + name + " AS integer CHECK (VALUE > 0)";
      case TYPE -> "CREATE TYPE " + name + " AS ENUM ('a', 'b')";
      case SCHEMA -> "CREATE SCHEMA " + name;
      default -> "CREATE TABLE " + name + " (id integer, other integer DEFAULT 3)";
    };
  }
}
