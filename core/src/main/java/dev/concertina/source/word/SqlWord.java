package dev.concertina.source.word;

import dev.concertina.source.yaml.YamlNode;
import dev.concertina.sql.Sql;
import java.util.List;

/** {@code sql}: one statement as it is written in a file of SQL. */
final class SqlWord {

  private SqlWord() {}

  static Word word() {
    return new Word(
        "sql",
        "One SQL statement, for what the other words do not say.",
        new Shape.Form(
            List.of(
                Field.required("statement", Texts.NAME, "The statement, without its semicolon."),
                Texts.UP,
                Texts.DOWN,
                Texts.PHASE,
                Texts.ALLOW)),
        SqlWord::meaning);
  }

  private static Said meaning(Given given) {
    YamlNode.Scalar statement = given.text("statement");
    return new Said.Statement(Sql.verbatim(statement.text()), statement.textLine());
  }
}
