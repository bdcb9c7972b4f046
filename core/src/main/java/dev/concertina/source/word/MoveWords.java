package dev.concertina.source.word;

import dev.concertina.change.MoveColumn;
import dev.concertina.change.Origin;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/** {@code move_column} and {@code copy_column}, for which SQL has no statement. */
final class MoveWords {

  private static final List<Field> BOTH =
      List.of(
          Texts.TABLE,
          Texts.COLUMN,
          Field.required("to", Texts.NAME, "The other table, as name or schema.name."),
          Field.optional("as", Texts.NAME, "The column's name there; the same if it is left out."),
          Field.required(
              "key",
              new Shape.MapOf(Texts.NAME),
              "Which rows belong together: columns of the other table by name, each with the"
                  + " column of this one that it is equal to. Both sides are unique."));

  private static final Field DROP_UNMATCHED =
      Field.optional(
          "drop_unmatched",
          Texts.FLAG,
          "Whether CONTRACT drops values for which the other table has no row, rather than name"
              + " them and wait.");

  private MoveWords() {}

  static List<Word> all() {
    return List.of(
        word("copy_column", "A column is copied to another table.", Stream.of()),
        word("move_column", "A column is moved to another table.", Stream.of(DROP_UNMATCHED)));
  }

  private static Word word(String name, String about, Stream<Field> more) {
    List<Field> fields =
        Stream.of(BOTH.stream(), more, Stream.of(Texts.ALLOW)).flatMap(f -> f).toList();
    return new Word(
        name, about, new Shape.Form(fields), given -> said(given, name.equals("copy_column")));
  }

  private static Said said(Given given, boolean stays) {
    Sql words =
        Sql.of(
            "{} {}.{} to {}",
            stays ? Sql.of("copy_column") : Sql.of("move_column"),
            given.table("table").sql(),
            given.name("column"),
            given.table("to").sql());
    return new Said.Whole(
        new MoveColumn(
            given.table("table"),
            given.name("column"),
            given.table("to"),
            given.name(given.has("as") ? "as" : "column"),
            given.nameMap("key").stream()
                .map(key -> new MoveColumn.Key(key.name(), key.value()))
                .toList(),
            stays,
            given.flag("drop_unmatched"),
            new Origin(given.place().file(), given.line(), words.sql())));
  }
}
