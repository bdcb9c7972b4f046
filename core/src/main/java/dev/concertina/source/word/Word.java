package dev.concertina.source.word;

import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One word of a migration in YAML.
 *
 * @param name the key under which it stands
 * @param about one sentence, which editors show
 * @param form what it may say
 */
record Word(String name, String about, Shape.Form form, Function<Given, Said> meaning) {

  /** A word that is one SQL statement. */
  static Word statement(
      String name, String about, List<Field> fields, Function<Given, Sql> statement) {
    List<Field> all = new ArrayList<>(fields);
    all.add(Texts.ALLOW);
    return new Word(
        name,
        about,
        new Shape.Form(all),
        given -> new Said.Statement(statement.apply(given), given.line()));
  }
}
