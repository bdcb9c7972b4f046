package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.alter;

import dev.concertina.sql.Sql;
import java.util.List;

/** Words about a table that is there. */
final class TableWords {

  private TableWords() {}

  static List<Word> all() {
    return List.of(CreateTableWord.word(), drop(), rename());
  }

  private static Word drop() {
    return Word.statement(
        "drop_table",
        "A table goes.",
        List.of(Texts.TABLE, Texts.IF_EXISTS, Texts.CASCADE),
        given ->
            Sql.of(
                "DROP TABLE {}{}{}",
                Texts.ifExists(given),
                given.table("table").sql(),
                Texts.cascade(given)));
  }

  private static Word rename() {
    return Word.statement(
        "rename_table",
        "A table gets another name.",
        List.of(Texts.TABLE, Field.required("to", Texts.NAME, "Its new name, without a schema.")),
        given -> alter(given, Sql.of("RENAME TO {}", given.name("to"))));
  }
}
