package dev.concertina.source.word;

import dev.concertina.change.Origin;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.ReshapeColumns.NewColumn;
import dev.concertina.change.ReshapeColumns.OldColumn;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code split} and {@code merge}, for which SQL has no statement. */
final class ReshapeWords {

  private static final List<Field> NEW_COLUMN =
      List.of(
          Field.required("type", Texts.SQL, "The type, as in SQL."),
          Field.required(
              "up", Texts.SQL, "Its value in rows of the old application: over the old columns."),
          Field.optional("not_null", Texts.FLAG, "Whether it forbids NULL in the end."),
          Field.optional("default", Texts.SQL, "Its default in the end: an SQL expression."));

  private ReshapeWords() {}

  static List<Word> all() {
    return List.of(merge(), split());
  }

  private static Word split() {
    return word(
        "split",
        "One column becomes several.",
        Stream.of(
            Texts.COLUMN,
            Field.required(
                "into",
                new Shape.MapOf(new Shape.Form(NEW_COLUMN)),
                "The new columns by name, in order."),
            Field.required(
                "down",
                Texts.SQL,
                "The old column's value in rows of the new application: over the new columns.")),
        given ->
            reshape(
                "split",
                given,
                List.of(new OldColumn(given.name("column"), sql(given, "down"))),
                given.forms("into").stream().map(c -> newColumn(c.name(), c.value())).toList()));
  }

  private static Word merge() {
    return word(
        "merge",
        "Several columns become one.",
        Stream.concat(
            Stream.of(
                Field.required(
                    "columns",
                    new Shape.MapOf(Texts.SQL),
                    "The old columns by name, each with its `down`: its value in rows of the new"
                        + " application, over the new column."),
                Field.required("into", Texts.NAME, "The new column.")),
            NEW_COLUMN.stream()),
        given ->
            reshape(
                "merge",
                given,
                given.expressions("columns").stream()
                    .map(column -> new OldColumn(column.name(), column.value().sql()))
                    .toList(),
                List.of(newColumn(given.name("into"), given))));
  }

  private static Word word(
      String name, String about, Stream<Field> fields, Function<Given, Said> meaning) {
    List<Field> all =
        Stream.of(Stream.of(Texts.TABLE), fields, Stream.of(Texts.ALLOW)).flatMap(f -> f).toList();
    return new Word(name, about, new Shape.Form(all), meaning);
  }

  private static Said reshape(
      String word, Given given, List<OldColumn> from, List<NewColumn> into) {
    Sql words =
        Sql.of(
            "{} {} ({}) into ({})",
            Sql.verbatim(word),
            given.table("table").sql(),
            Texts.names(from.stream().map(OldColumn::name).toList()),
            Texts.names(into.stream().map(NewColumn::name).toList()));
    Origin origin = new Origin(given.place().file(), given.line(), words.sql());
    return new Said.Whole(new ReshapeColumns(given.table("table"), from, into, origin));
  }

  private static NewColumn newColumn(Identifier name, Given given) {
    return new NewColumn(
        name,
        given.type("type").sql(),
        given.flag("not_null"),
        given.expression("default").map(Sql::sql),
        sql(given, "up"));
  }

  private static String sql(Given given, String key) {
    return given.expression(key).orElseThrow().sql();
  }
}
