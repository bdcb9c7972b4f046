package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.orNothing;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** What foreign keys say, wherever they stand. */
final class ForeignKeys {

  private static final Shape ACTION =
      new Shape.Choice(List.of("cascade", "no action", "restrict", "set default", "set null"));

  static final Field ON_DELETE =
      Field.optional("on_delete", ACTION, "What a DELETE of the row does that is pointed to.");
  static final Field ON_UPDATE =
      Field.optional("on_update", ACTION, "What an UPDATE of that row's key does.");

  /** {@code references} of a column. */
  static final Shape.Form REFERENCES =
      new Shape.Form(
          List.of(
              Field.required("table", Texts.NAME, "The table that it points to."),
              Field.optional("column", Texts.NAME, "Its column; the primary key if left out."),
              ON_DELETE,
              ON_UPDATE));

  private ForeignKeys() {}

  /** {@code REFERENCES …} of one column. */
  static Sql references(Given given) {
    List<Identifier> column = given.has("column") ? List.of(given.name("column")) : List.of();
    return references(given.table("table").sql(), column, given);
  }

  static Sql references(Sql table, List<Identifier> columns, Given actions) {
    return Sql.of(
        "REFERENCES {}{}{}{}",
        table,
        columns.isEmpty() ? Texts.nothing() : Sql.of(" ({})", Texts.names(columns)),
        orNothing(actions.word("on_delete").map(w -> Sql.of(" ON DELETE {}", action(w)))),
        orNothing(actions.word("on_update").map(w -> Sql.of(" ON UPDATE {}", action(w)))));
  }

  private static Sql action(String word) {
    return switch (word) {
      case "cascade" -> Sql.of("CASCADE");
      case "restrict" -> Sql.of("RESTRICT");
      case "set default" -> Sql.of("SET DEFAULT");
      case "set null" -> Sql.of("SET NULL");
      default -> Sql.of("NO ACTION");
    };
  }
}
