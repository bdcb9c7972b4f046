package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Names.sql;

import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Type;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.OptionalInt;

/** Safe ways that several rules end in. */
final class Recipes {

  private static final String AS_IT_IS = "Or write it as it is in a Concertina migration: ";

  /** What Concertina does with SET NOT NULL. */
  static final String NOT_NULL =
      asItIs(
          "it proves the column first, and refuses NULL only when old code is gone; `up` says what NULL becomes.");

  private Recipes() {}

  /** What Concertina does with the statement as it stands. */
  static String asItIs(String how) {
    return AS_IT_IS + how;
  }

  /** The column with its type alone, whatever else the statement gives it. */
  static Sql columnAlone(ColumnAction.Add add) {
    return Sql.of(
        "ALTER TABLE {} ADD COLUMN {} {}",
        sql(add.table()),
        sql(add.column()),
        Sql.verbatim(add.spec().type().words()));
  }

  /** Writers first, then the constraint without a scan, then the scan without a lock that stops. */
  static Recipe notValidThenValidate(QualifiedName table, String name, Sql definition) {
    return added(
        Recipe.empty().run(Sql.of("SET lock_timeout = '2s'")), table, sql(name), definition);
  }

  /** A constraint that binds writers at once, and is proven in a transaction of its own. */
  private static Recipe added(Recipe before, QualifiedName table, Sql name, Sql definition) {
    return before
        .run(Sql.of("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", sql(table), name, definition))
        .say("next migration, in its own transaction:")
        .run(Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", sql(table), name));
  }

  /** Writers first, then the rows, then NOT NULL by a check that was validated before. */
  static Recipe notNull(Schema schema, QualifiedName table, String column, int server) {
    Sql name = sql(column + "_not_null");
    Recipe filled = writtenAndFilled(schema, table, column);
    if (server >= 18) {
      return added(filled, table, name, Sql.of("NOT NULL {}", sql(column))).orConcertina(NOT_NULL);
    }
    return added(filled, table, name, Sql.of("CHECK ({} IS NOT NULL)", sql(column)))
        .say("next migration:")
        .run(Sql.of("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", sql(table), sql(column)))
        .run(Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", sql(table), name))
        .orConcertina(NOT_NULL);
  }

  private static Recipe writtenAndFilled(Schema schema, QualifiedName table, String column) {
    return Recipe.empty()
        .say("release 1: code that always writes " + column)
        .say("when no older process is left, in batches, each in its own transaction:")
        .run(
            Sql.of(
                "UPDATE {} SET {} = … WHERE {} IS NULL AND {}",
                sql(table),
                sql(column),
                sql(column),
                Batch.of(schema, table)))
        .say("next migration:");
  }

  /** A unique index first, then the constraint that takes it over. */
  static Recipe usingIndex(QualifiedName table, String name, List<String> columns, Sql kind) {
    return Recipe.empty()
        .say("outside of a transaction:")
        .run(
            Sql.of(
                "CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})",
                sql(name),
                sql(table),
                Sql.join(", ", columns.stream().map(Names::sql).toList())))
        .say("next migration:")
        .run(
            Sql.of(
                "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}",
                sql(table),
                sql(name),
                kind,
                sql(name)));
  }

  /**
   * Another column beside the old one, both written for a while.
   *
   * @param value what fills it, of the old column
   */
  static Recipe secondColumn(
      Schema schema, QualifiedName table, String old, String fresh, Sql type, Sql value) {
    Recipe filled =
        Recipe.empty()
            .run(Sql.of("ALTER TABLE {} ADD COLUMN {} {}", sql(table), sql(fresh), type))
            .say("release 1: code that writes both columns and reads " + old)
            .say("when no older process is left, in batches, each in its own transaction:")
            .run(
                Sql.of(
                    "UPDATE {} SET {} = {} WHERE {}",
                    sql(table),
                    sql(fresh),
                    value,
                    Batch.of(schema, table)));
    Recipe both =
        Belongings.of(schema, table, old)
            .map(its -> filled.say("what %s has, %s needs: %s".formatted(old, fresh, its)))
            .orElse(filled)
            .say("release 2: code that writes both columns and reads " + fresh);
    Recipe relaxed =
        allowsNull(schema, table, old)
            ? both.say(
                "when no process of release 1 is left, release 3: code that writes "
                    + fresh
                    + " alone")
            : both.say("when no process of release 1 is left:")
                .run(dropNotNull(table, old))
                .say("release 3: code that writes " + fresh + " alone");
    return relaxed
        .say("when no process of release 2 is left:")
        .run(Sql.of("ALTER TABLE {} DROP COLUMN {}", sql(table), sql(old)));
  }

  /** Before code leaves a column out that may forbid NULL. */
  static Sql dropNotNull(QualifiedName table, String column) {
    return Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", sql(table), sql(column));
  }

  /** Whether that is known; what is not known may forbid it. */
  static boolean allowsNull(Schema schema, QualifiedName table, String column) {
    return schema
        .column(table, column)
        .flatMap(Column::notNull)
        .filter(required -> !required)
        .isPresent();
  }

  /** A column of another type beside the old one; a check where only the length changes. */
  static Recipe otherType(ColumnAction.ChangeType change, Schema schema) {
    boolean character = change.from(schema).map(Type::isCharacter).orElse(change.using().isEmpty());
    OptionalInt limit = change.type().limit();
    return character && !change.computes() && limit.isPresent()
        ? shorter(change.table(), change.column(), limit.getAsInt())
        : secondColumn(
            schema,
            change.table(),
            change.column(),
            change.column() + "_new",
            Sql.verbatim(change.written()),
            change
                .using()
                .map(using -> Sql.verbatim(using.expression()))
                .orElse(sql(change.column())));
  }

  /** The type stays as it is: to change it, PostgreSQL would read or write the whole table. */
  private static Recipe shorter(QualifiedName table, String column, int limit) {
    return added(
        Recipe.empty()
            .say("release 1: code that writes no more than " + limit + " characters")
            .say("when no older process is left, shorten what is longer, and leave the type:"),
        table,
        sql(column + "_short"),
        Sql.of("CHECK (char_length({}) <= {})", sql(column), Sql.verbatim(String.valueOf(limit))));
  }

  /** A statement that needs a lock for a moment only. */
  static Recipe brief() {
    return Recipe.empty()
        .run(Sql.of("SET lock_timeout = '2s'"))
        .say("and try again when it runs out")
        .orConcertina(asItIs("it waits for the lock without stopping anybody, and tries again."));
  }

  /** First the code, a release later the schema. */
  static Recipe codeFirst(String whatTheCodeDoes) {
    return Recipe.empty()
        .say("release 1: code that " + whatTheCodeDoes)
        .say("release 2, when no old process is left: this migration");
  }
}
