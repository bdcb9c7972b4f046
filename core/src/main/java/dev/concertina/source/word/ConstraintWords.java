package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.alter;
import static dev.concertina.source.word.Texts.orNothing;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Words about constraints. */
final class ConstraintWords {

  private static final Field NAME = Field.required("name", Texts.NAME, "The constraint's name.");
  private static final Field COLUMNS = Field.required("columns", Texts.NAMES, "Its columns.");

  private ConstraintWords() {}

  static List<Word> all() {
    return List.of(
        add(
            "add_check",
            "A rule that every row must meet.",
            List.of(Field.required("check", Texts.SQL, "What must hold: an SQL expression.")),
            given -> Sql.of("CHECK ({})", orNothing(given.expression("check")))),
        add(
            "add_foreign_key",
            "Columns that point to rows of another table.",
            List.of(
                COLUMNS,
                Field.required("references", Texts.NAME, "The table that they point to."),
                Field.optional("to", Texts.NAMES, "Its columns; the primary key if left out."),
                ForeignKeys.ON_DELETE,
                ForeignKeys.ON_UPDATE),
            ConstraintWords::foreignKey),
        add(
            "add_primary_key",
            "The columns that name a row.",
            List.of(COLUMNS),
            given -> Sql.of("PRIMARY KEY ({})", Texts.names(given.names("columns")))),
        add(
            "add_unique",
            "Columns of which no two rows hold the same values.",
            List.of(COLUMNS),
            given -> Sql.of("UNIQUE ({})", Texts.names(given.names("columns")))),
        Word.statement(
            "drop_constraint",
            "A constraint goes.",
            List.of(Texts.TABLE, NAME, Texts.IF_EXISTS, Texts.CASCADE, Texts.PHASE),
            given ->
                alter(
                    given,
                    Sql.of(
                        "DROP CONSTRAINT {}{}{}",
                        Texts.ifExists(given),
                        given.name("name"),
                        Texts.cascade(given)))),
        Word.statement(
            "rename_constraint",
            "A constraint gets another name.",
            List.of(
                Texts.TABLE,
                Field.required("from", Texts.NAME, "Its name until now."),
                Field.required("to", Texts.NAME, "Its new name.")),
            given ->
                alter(
                    given,
                    Sql.of("RENAME CONSTRAINT {} TO {}", given.name("from"), given.name("to")))));
  }

  private static Word add(
      String word, String about, List<Field> fields, Function<Given, SqlPart> rule) {
    return Word.statement(
        word,
        about,
        Stream.of(List.of(Texts.TABLE, NAME), fields, List.of(Texts.PHASE))
            .flatMap(List::stream)
            .toList(),
        given ->
            alter(given, Sql.of("ADD CONSTRAINT {} {}", given.name("name"), rule.apply(given))));
  }

  private static Sql foreignKey(Given given) {
    return Sql.of(
        "FOREIGN KEY ({}) {}",
        Texts.names(given.names("columns")),
        ForeignKeys.references(given.table("references").sql(), given.names("to"), given));
  }
}
