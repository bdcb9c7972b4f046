package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;

/** What hangs on a table and its columns. */
final class Extras {

  /**
   * PostgreSQL takes a TOAST table, and its options, away with the last column that may need it.
   */
  private static final String TOAST =
      " ADD COLUMN kept text, SET (fillfactor = 80, toast.autovacuum_enabled = false)";

  private final Dice dice;
  private final Names names;
  private final int major;
  private final List<String> statements;

  Extras(Dice dice, Names names, int major, List<String> statements) {
    this.dice = dice;
    this.names = names;
    this.major = major;
    this.statements = statements;
  }

  /** Triggers and rules, which rows that are loaded shall meet. */
  Shape beforeRows(Shape shape) {
    if (dice.oneIn(5)) {
      triggers(shape);
    }
    return shape;
  }

  Shape add(Shape shape) {
    List<String> indexes = new ArrayList<>();
    for (Col column : shape.columns()) {
      settings(shape, column);
      if (dice.oneIn(2)) {
        index(shape, column, indexes);
      }
      if (dice.oneIn(6)) {
        constraint(shape, column);
      }
    }
    if (dice.oneIn(2)) {
      whole(shape);
    }
    if (dice.oneIn(4)) {
      dependents(shape);
    }
    return shape.withIndexes(indexes);
  }

  private void settings(Shape shape, Col column) {
    String alter = "ALTER TABLE " + shape.name() + " ALTER " + column.name() + " ";
    String place = shape.name() + "." + column.name();
    List<String> all = new ArrayList<>();
    all.add("COMMENT ON COLUMN " + place + " IS 'what it''s for'");
    all.add("GRANT SELECT (" + column.name() + ") ON " + shape.name() + " TO oracle_reader");
    all.add(
        "GRANT UPDATE ("
            + column.name()
            + ") ON "
            + shape.name()
            + " TO oracle_reader WITH GRANT OPTION");
    all.add(alter + "SET STATISTICS " + dice.below(200));
    all.add(alter + "SET (n_distinct = " + (1 + dice.below(9)) + ")");
    if (column.kind().text() || column.kind() == Kind.JSON) {
      all.add(alter + "SET STORAGE " + dice.pick(List.of("EXTERNAL", "MAIN", "PLAIN")));
      all.add(alter + "SET COMPRESSION pglz");
    }
    for (String statement : all) {
      if (dice.oneIn(8)) {
        statements.add(statement);
      }
    }
  }

  private void index(Shape shape, Col column, List<String> indexes) {
    String name = names.next("i");
    String other = dice.pick(shape.columns()).name();
    String c = column.name();
    String on = "INDEX " + name + " ON " + shape.name();
    String statement =
        switch (column.kind()) {
          case JSON, INTS -> "CREATE " + on + " USING gin (" + c + ")";
          case PAIR -> "CREATE " + on + " ((" + c + " IS NULL))";
          default -> plainIndex(shape, column, on, other);
        };
    statements.add(statement);
    if (shape.columns().stream().noneMatch(x -> x.kind() == Kind.JSON || x.kind() == Kind.PAIR)) {
      indexes.add(name);
    }
    if (dice.oneIn(5) && statement.contains(name)) {
      statements.add("COMMENT ON INDEX " + name + " IS 'fast'");
    }
    if (dice.oneIn(8)
        && !shape.partitioned()
        && !statement.matches(".*(USING|WHERE|CONSTRAINT).*")) {
      statements.add("ALTER TABLE " + shape.name() + " CLUSTER ON " + name);
    }
  }

  private String plainIndex(Shape shape, Col column, String on, String other) {
    String c = column.name();
    if (column.unique() && !shape.partitioned()) {
      return switch (dice.below(4)) {
        case 0 ->
            "ALTER TABLE "
                + shape.name()
                + " ADD CONSTRAINT "
                + names.next("u")
                + " UNIQUE ("
                + c
                + ") DEFERRABLE INITIALLY DEFERRED";
        case 1 -> "CREATE UNIQUE " + on + " (" + c + ") WHERE " + c + " IS NOT NULL";
        case 2 ->
            "ALTER TABLE "
                + shape.name()
                + " ADD CONSTRAINT "
                + names.next("u")
                + " UNIQUE"
                + (major >= 15 ? " NULLS DISTINCT" : "")
                + " ("
                + c
                + ") INCLUDE ("
                + shape.key()
                + ")";
        default -> "CREATE UNIQUE " + on + " (" + c + " DESC NULLS LAST)";
      };
    }
    return switch (dice.below(6)) {
      case 0 -> "CREATE " + on + " (" + c + " DESC) WITH (fillfactor = 70)";
      case 1 -> "CREATE " + on + " (" + shape.key() + ", " + c + ")";
      case 2 ->
          "CREATE "
              + on
              + " ("
              + c
              + ") INCLUDE ("
              + shape.key()
              + ") WHERE "
              + other
              + " IS NOT NULL";
      case 3 ->
          column.kind().text()
              ? "CREATE " + on + " (lower(" + c + ") text_pattern_ops, " + c + ")"
              : "CREATE " + on + " ((" + c + " IS NULL), " + other + ")";
      case 4 -> "CREATE " + on + " USING hash (" + c + ")";
      default -> "CREATE " + on + " (" + c + " NULLS FIRST, " + other + ")";
    };
  }

  private void constraint(Shape shape, Col column) {
    String name = names.next("x");
    String add = "ALTER TABLE " + shape.name() + " ADD CONSTRAINT " + name + " ";
    Col other = dice.pick(shape.columns());
    String both =
        column.name() + " IS NULL OR " + other.name() + " IS NULL OR " + shape.key() + " >= 0";
    statements.add(
        switch (dice.below(4)) {
          case 0 -> add + "CHECK (" + both + ")";
          case 1 -> add + "CHECK (" + both + ") NOT VALID";
          case 2 -> add + "CHECK (num_nulls(" + column.name() + ", " + other.name() + ") < 9)";
          default -> reference(column, add);
        });
    if (dice.oneIn(3)) {
      statements.add("COMMENT ON CONSTRAINT " + name + " ON " + shape.name() + " IS 'law'");
    }
  }

  /** To a parent that has every value that a writer may give; here a check where that is none. */
  private String reference(Col column, String add) {
    if (column.kind() != Kind.INT && column.kind() != Kind.BIG) {
      return add + "CHECK (" + column.name() + " IS NOT NULL OR true)";
    }
    String parent = names.next("parent");
    statements.add("CREATE TABLE " + parent + " (id " + column.kind().type() + " PRIMARY KEY)");
    statements.add("INSERT INTO " + parent + " SELECT generate_series(0, 60)");
    return add
        + "FOREIGN KEY ("
        + column.name()
        + ") REFERENCES "
        + parent
        + dice.pick(
            List.of(
                "",
                " ON DELETE CASCADE",
                " ON DELETE SET NULL ON UPDATE CASCADE",
                " DEFERRABLE INITIALLY DEFERRED",
                " MATCH FULL"));
  }

  private void whole(Shape shape) {
    String table = shape.name();
    String first = shape.columns().get(0).name();
    List<String> all =
        new ArrayList<>(
            List.of(
                "ALTER TABLE " + table + " OWNER TO oracle_owner",
                "GRANT SELECT, INSERT ON " + table + " TO oracle_reader",
                "COMMENT ON TABLE " + table + " IS 'rows'",
                "ALTER TABLE " + table + " REPLICA IDENTITY FULL",
                "CREATE PUBLICATION " + names.next("pub") + " FOR TABLE " + table,
                "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"));
    if (!shape.partitioned()) {
      all.add("ALTER TABLE " + table + TOAST);
      all.add("CREATE TABLE " + names.next("h") + " () INHERITS (" + table + ")");
      all.add(
          "CREATE STATISTICS "
              + names.next("s")
              + " ON "
              + shape.key()
              + ", "
              + first
              + " FROM "
              + table);
    }
    if (major >= 15 && !shape.partitioned()) {
      all.add(
          "CREATE PUBLICATION "
              + names.next("pub")
              + " FOR TABLE "
              + table
              + " ("
              + shape.key()
              + ", "
              + first
              + ")");
    }
    for (String statement : all) {
      if (dice.oneIn(6)) {
        statements.add(statement);
      }
    }
  }

  private void dependents(Shape shape) {
    String table = shape.name();
    String c = dice.pick(shape.columns()).name();
    statements.add(
        switch (dice.below(6)) {
          case 0 ->
              "CREATE VIEW " + names.next("v") + " AS SELECT " + c + " AS shown FROM " + table;
          case 1 ->
              "CREATE MATERIALIZED VIEW "
                  + names.next("m")
                  + " AS SELECT count("
                  + c
                  + ") FROM "
                  + table;
          case 2 ->
              "CREATE POLICY "
                  + names.next("y")
                  + " ON "
                  + table
                  + " USING ("
                  + c
                  + " IS NOT NULL)";
          case 3 ->
              "CREATE FUNCTION "
                  + names.next("f")
                  + "() RETURNS bigint BEGIN ATOMIC"
                  + " SELECT count("
                  + c
                  + ") FROM "
                  + table
                  + "; END";
          case 4 ->
              "CREATE RULE "
                  + names.next("r")
                  + " AS ON DELETE TO "
                  + table
                  + " WHERE OLD."
                  + c
                  + " IS NULL AND false DO INSTEAD NOTHING";
          default ->
              "ALTER TABLE "
                  + table
                  + " ADD COLUMN "
                  + names.next("g")
                  + " boolean GENERATED ALWAYS AS ("
                  + c
                  + " IS NULL) STORED";
        });
  }

  /** One that changes a value always in the same way, and one that writes another table. */
  private void triggers(Shape shape) {
    String f = names.next("f");
    String audit = names.next("audit");
    statements.add("CREATE TABLE " + audit + " (op text, id int)");
    statements.add(
        "CREATE FUNCTION "
            + f
            + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " INSERT INTO "
            + audit
            + " VALUES (TG_OP, 1); RETURN NULL; END $$");
    statements.add(
        "CREATE TRIGGER "
            + names.next("a")
            + " AFTER INSERT OR DELETE ON "
            + shape.name()
            + " FOR EACH ROW EXECUTE FUNCTION "
            + f
            + "()");
    String same = names.next("f");
    statements.add(
        "CREATE FUNCTION "
            + same
            + "() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RETURN NEW; END $$");
    statements.add(
        "CREATE TRIGGER "
            + names.next("b")
            + " BEFORE "
            + (dice.oneIn(4)
                ? "UPDATE OF " + dice.pick(shape.columns()).name()
                : "INSERT OR UPDATE")
            + " ON "
            + shape.name()
            + " FOR EACH ROW EXECUTE FUNCTION "
            + same
            + "()");
  }
}
