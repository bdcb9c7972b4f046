package dev.concertina.story.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of a table's key, numbers, parts and place, and of the types that its columns have. */
final class TableChanges {

  private static final String CONTRACT = "-- concertina: phase = contract\n";

  private final Dice dice;
  private final Names names;
  private final List<String> statements = new ArrayList<>();

  /** One that may be made, and what becomes of the table's shape. */
  private record Choice(List<String> statements, UnaryOperator<Shape> then) {
    static Choice of(String... statements) {
      return new Choice(List.of(statements), shape -> shape);
    }
  }

  TableChanges(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  List<String> statements() {
    return statements;
  }

  /** The shape after one change. */
  Shape one(Shape shape, Around around) {
    List<Choice> all = new ArrayList<>();
    switch (dice.below(4)) {
      case 0 -> all.addAll(ofKey(shape, around));
      case 1 -> all.addAll(ofNumbers(shape, around));
      case 2 -> all.addAll(shape.partitioned() ? ofParts(shape, around) : ofPlace(shape, around));
      default -> all.addAll(ofTypes());
    }
    Choice choice = dice.pick(all);
    statements.addAll(choice.statements());
    return choice.then().apply(shape);
  }

  private List<Choice> ofKey(Shape shape, Around around) {
    String alter = "ALTER TABLE " + shape.name() + " ";
    String widen = alter + "ALTER COLUMN " + shape.key() + " TYPE bigint";
    String to = names.next("k");
    List<Choice> all = new ArrayList<>();
    all.add(Choice.of(widen));
    all.add(
        new Choice(
            List.of(alter + "RENAME COLUMN " + shape.key() + " TO " + to), s -> s.withKey(to)));
    around
        .kids()
        .ifPresent(
            kids -> {
              String follow = "ALTER TABLE " + kids + " ALTER COLUMN of_id TYPE bigint";
              all.add(Choice.of(widen, follow));
              all.add(Choice.of(follow, widen));
              all.add(Choice.of("ALTER TABLE " + kids + " RENAME COLUMN of_id TO its"));
              all.add(Choice.of("DROP TABLE " + kids));
            });
    around
        .index()
        .ifPresent(
            index -> {
              String adopt = alter + "ADD CONSTRAINT " + names.next("x") + " ";
              all.add(Choice.of(adopt + "UNIQUE USING INDEX " + index));
              all.add(Choice.of(adopt + "PRIMARY KEY USING INDEX " + index));
              all.add(Choice.of(alter + "REPLICA IDENTITY USING INDEX " + index));
              all.add(Choice.of("DROP INDEX " + index));
            });
    if (!shape.unique() && !shape.partitioned()) {
      String add = alter + "ADD PRIMARY KEY (" + shape.key() + ")";
      String of = "CREATE TABLE " + names.next("n") + " (id int, of_id int REFERENCES ";
      all.add(Choice.of(add));
      all.add(Choice.of(add, of + shape.name() + ")"));
    }
    return all;
  }

  private List<Choice> ofNumbers(Shape shape, Around around) {
    String alter = "ALTER TABLE " + shape.name() + " ALTER COLUMN " + shape.key() + " ";
    String how = dice.pick(List.of("ALWAYS", "BY DEFAULT"));
    List<String> number = new ArrayList<>();
    around.sequence().ifPresent(sequence -> number.add(alter + "DROP DEFAULT"));
    number.add(alter + "ADD GENERATED " + how + " AS IDENTITY (START 2000)");
    List<Choice> all = new ArrayList<>();
    if (shape.always()) {
      all.add(Choice.of(alter + "SET GENERATED " + how));
      all.add(Choice.of(alter + "SET INCREMENT 5 SET CACHE 3"));
      all.add(Choice.of(alter + "DROP IDENTITY IF EXISTS"));
    } else {
      all.add(new Choice(List.copyOf(number), Shape::numbered));
    }
    around
        .sequence()
        .ifPresent(
            sequence -> {
              all.add(Choice.of("ALTER SEQUENCE " + sequence + " AS integer"));
              all.add(Choice.of("ALTER SEQUENCE " + sequence + " OWNED BY NONE"));
              all.add(Choice.of(alter + "DROP DEFAULT", "DROP SEQUENCE " + sequence));
            });
    return all;
  }

  private List<Choice> ofParts(Shape shape, Around around) {
    String alter = "ALTER TABLE " + shape.name() + " ";
    List<Choice> all = new ArrayList<>();
    String more = names.next("p");
    all.add(
        Choice.of("CREATE TABLE " + more + " PARTITION OF " + shape.name() + " FOR VALUES IN (8)"));
    all.add(Choice.of("CREATE TABLE " + more + " PARTITION OF " + shape.name() + " DEFAULT"));
    around
        .part()
        .ifPresent(
            part -> {
              all.add(Choice.of(alter + "DETACH PARTITION " + part));
              all.add(Choice.of(alter + "DETACH PARTITION " + part + " CONCURRENTLY"));
              all.add(Choice.of("DROP TABLE " + part));
            });
    around
        .apart()
        .ifPresent(
            apart -> {
              String attach = alter + "ATTACH PARTITION " + apart + " ";
              all.add(Choice.of(attach + "FOR VALUES IN (6)"));
              all.add(Choice.of(attach + "FOR VALUES IN (6, 9)"));
              all.add(Choice.of(attach + "DEFAULT"));
            });
    return all;
  }

  private List<Choice> ofPlace(Shape shape, Around around) {
    String alter = "ALTER TABLE " + shape.name() + " ";
    List<Choice> all = new ArrayList<>();
    all.add(new Choice(List.of(alter + "SET SCHEMA moved"), Shape::moved));
    all.add(Choice.of(alter + "FORCE ROW LEVEL SECURITY"));
    all.add(Choice.of(alter + "NO FORCE ROW LEVEL SECURITY", alter + "DISABLE ROW LEVEL SECURITY"));
    around
        .generated()
        .ifPresent(
            generated ->
                all.add(Choice.of(alter + "ALTER COLUMN " + generated + " DROP EXPRESSION")));
    String of = "CREATE TABLE " + names.next("n") + " (id int PRIMARY KEY, of_id int";
    all.add(Choice.of(of + ")"));
    if (shape.unique()) {
      all.add(Choice.of(of + " REFERENCES " + shape.name() + " (" + shape.key() + "))"));
    }
    shape.columns().stream()
        .filter(column -> column.kind().text())
        .findFirst()
        .ifPresent(
            column ->
                all.add(
                    Choice.of(alter + "ALTER COLUMN " + column.name() + " SET COMPRESSION pglz")));
    return all;
  }

  private List<Choice> ofTypes() {
    String value = "'" + names.next("v").replace("'", "''") + "'";
    return List.of(
        Choice.of("ALTER TYPE mood ADD VALUE " + value),
        Choice.of("ALTER TYPE mood ADD VALUE " + value + " BEFORE 'glad'"),
        Choice.of("ALTER TYPE feeling ADD VALUE IF NOT EXISTS 'glad'"),
        Choice.of(CONTRACT + "ALTER TYPE mood RENAME VALUE 'odd' TO " + value),
        Choice.of(CONTRACT + "ALTER TYPE pair RENAME ATTRIBUTE x TO " + names.next("a")),
        Choice.of("ALTER TYPE pair OWNER TO oracle_owner"),
        Choice.of(
            "ALTER DOMAIN positive ADD CONSTRAINT "
                + names.next("d")
                + " CHECK (VALUE < 1000)"
                + (dice.oneIn(2) ? " NOT VALID" : "")),
        Choice.of(CONTRACT + "ALTER DOMAIN positive DROP CONSTRAINT positive_check"),
        Choice.of(CONTRACT + "ALTER DOMAIN positive RENAME CONSTRAINT positive_check TO above"),
        Choice.of(CONTRACT + "ALTER DOMAIN positive RENAME TO " + names.next("d")),
        Choice.of("COMMENT ON TYPE mood IS 'how'"),
        Choice.of("GRANT USAGE ON TYPE pair TO oracle_reader"));
  }
}
