package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.alter;
import static dev.concertina.source.word.Texts.orNothing;

import dev.concertina.sql.Sql;
import java.util.List;

/** Words about one column. */
final class ColumnWords {

  private static final Field TYPE =
      Field.required("type", Texts.SQL, "The type, as in SQL: varchar(80), numeric(10, 2)[].");

  private ColumnWords() {}

  static List<Word> all() {
    return List.of(
        add(),
        changeType(),
        drop(),
        onColumn("drop_default", "A column loses its default.", Sql.of("DROP DEFAULT")),
        dropNotNull(),
        rename(),
        setDefault(),
        setNotNull());
  }

  private static Word add() {
    return Word.statement(
        "add_column",
        "A table gets another column.",
        List.of(
            Texts.TABLE,
            Texts.COLUMN,
            TYPE,
            Field.optional("not_null", Texts.FLAG, "Whether it forbids NULL."),
            Field.optional("default", Texts.SQL, "The default: an SQL expression."),
            Texts.IDENTITY,
            Texts.UP),
        given ->
            alter(
                given,
                Sql.of(
                    "ADD COLUMN {} {}{}{}{}",
                    given.name("column"),
                    given.type("type"),
                    orNothing(Texts.identity(given).map(i -> Sql.of(" {}", i))),
                    orNothing(given.bracketed("default").map(d -> Sql.of(" DEFAULT {}", d))),
                    given.flag("not_null") ? Sql.of(" NOT NULL") : Texts.nothing())));
  }

  private static Word changeType() {
    return Word.statement(
        "change_type",
        "A column gets another type or size.",
        List.of(Texts.TABLE, Texts.COLUMN, TYPE, Texts.UP, Texts.DOWN),
        given ->
            alter(
                given,
                Sql.of("ALTER COLUMN {} TYPE {}", given.name("column"), given.type("type"))));
  }

  private static Word drop() {
    return Word.statement(
        "drop_column",
        "A column goes.",
        List.of(Texts.TABLE, Texts.COLUMN, Texts.DOWN, Texts.IF_EXISTS, Texts.CASCADE),
        given ->
            alter(
                given,
                Sql.of(
                    "DROP COLUMN {}{}{}",
                    Texts.ifExists(given),
                    given.name("column"),
                    Texts.cascade(given))));
  }

  private static Word dropNotNull() {
    return Word.statement(
        "drop_not_null",
        "A column allows NULL.",
        List.of(Texts.TABLE, Texts.COLUMN, Texts.PHASE),
        given -> alter(given, Sql.of("ALTER COLUMN {} DROP NOT NULL", given.name("column"))));
  }

  private static Word rename() {
    return Word.statement(
        "rename_column",
        "A column gets another name.",
        List.of(
            Texts.TABLE,
            Field.required("from", Texts.NAME, "Its name until now."),
            Field.required("to", Texts.NAME, "Its new name.")),
        given ->
            alter(given, Sql.of("RENAME COLUMN {} TO {}", given.name("from"), given.name("to"))));
  }

  private static Word setDefault() {
    return Word.statement(
        "set_default",
        "A column gets a default, or another one.",
        List.of(
            Texts.TABLE,
            Texts.COLUMN,
            Field.required("default", Texts.SQL, "The default: an SQL expression."),
            Texts.PHASE),
        given ->
            alter(
                given,
                Sql.of(
                    "ALTER COLUMN {} SET DEFAULT {}",
                    given.name("column"),
                    orNothing(given.expression("default")))));
  }

  private static Word setNotNull() {
    return Word.statement(
        "set_not_null",
        "A column forbids NULL.",
        List.of(Texts.TABLE, Texts.COLUMN, Texts.UP),
        given -> alter(given, Sql.of("ALTER COLUMN {} SET NOT NULL", given.name("column"))));
  }

  private static Word onColumn(String name, String about, Sql action) {
    return Word.statement(
        name,
        about,
        List.of(Texts.TABLE, Texts.COLUMN),
        given -> alter(given, Sql.of("ALTER COLUMN {} {}", given.name("column"), action)));
  }
}
