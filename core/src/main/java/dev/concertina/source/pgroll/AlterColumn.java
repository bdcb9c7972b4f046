package dev.concertina.source.pgroll;

import static dev.concertina.source.pgroll.Keys.FLAG;
import static dev.concertina.source.pgroll.Keys.NAME;
import static dev.concertina.source.pgroll.Keys.TEXT;
import static dev.concertina.source.pgroll.Keys.alter;
import static dev.concertina.source.pgroll.Keys.optional;
import static dev.concertina.source.pgroll.Keys.required;
import static dev.concertina.source.pgroll.Keys.statement;

import dev.concertina.source.word.Given;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code alter_column}, which may change several things of a column. */
final class AlterColumn {

  private static final Shape.Form UNIQUE = new Shape.Form(List.of(required("name", NAME)));

  private final Expressions expressions;

  private AlterColumn(Expressions expressions) {
    this.expressions = expressions;
  }

  static Operation operation(Expressions expressions) {
    return Operation.of(
        "alter_column",
        List.of(
            Keys.TABLE,
            Keys.COLUMN,
            optional("name", NAME),
            optional("type", TEXT),
            optional("nullable", FLAG),
            optional("default", new Shape.OrNull(TEXT)),
            optional("comment", new Shape.OrNull(NAME)),
            optional("check", Constraints.CHECK),
            optional("unique", UNIQUE),
            optional("references", Constraints.REFERENCE),
            Keys.UP,
            Keys.DOWN),
        new AlterColumn(expressions)::meaning);
  }

  private List<Spoken> meaning(Given given) {
    Identifier column = given.name("column");
    Optional<Sql> up = expressions.of(given, "up");
    Optional<Sql> down = expressions.of(given, "down");
    List<Spoken> spoken = new ArrayList<>();
    if (given.has("type")) {
      Sql change = Sql.of("ALTER COLUMN {} TYPE {}", column, given.type("type"));
      spoken.add(statement(given, alter(given, change), up, down));
    }
    if (given.has("nullable")) {
      spoken.add(nullable(given, column, up, down));
    }
    spoken.addAll(constraints(given, column, up, down));
    if (given.has("default")) {
      spoken.add(statement(given, alter(given, defaultValue(given, column))));
    }
    if (given.has("comment")) {
      Optional<String> text = given.isNull("comment") ? Optional.empty() : given.word("comment");
      spoken.add(Comments.onColumn(given, column, text));
    }
    if (given.has("name")) {
      Sql rename = Sql.of("RENAME COLUMN {} TO {}", column, given.name("name"));
      spoken.add(statement(given, alter(given, rename)));
    }
    return spoken;
  }

  private static Spoken nullable(
      Given given, Identifier column, Optional<Sql> up, Optional<Sql> down) {
    if (!given.flag("nullable")) {
      Optional<Sql> fill = given.has("type") ? Optional.empty() : up;
      Sql change = Sql.of("ALTER COLUMN {} SET NOT NULL", column);
      return statement(given, alter(given, change), fill, Optional.empty());
    }
    if (!given.has("type")) {
      Keys.refuseRewriting(given, "down", column, down);
    }
    return statement(given, alter(given, Sql.of("ALTER COLUMN {} DROP NOT NULL", column)));
  }

  private static List<Spoken> constraints(
      Given given, Identifier column, Optional<Sql> up, Optional<Sql> down) {
    List<Spoken> spoken = new ArrayList<>(Constraints.ofColumn(given, given, column));
    given
        .form("unique")
        .ifPresent(
            unique ->
                spoken.add(
                    Constraints.add(
                        given, Sql.of("CONSTRAINT {} UNIQUE ({})", unique.name("name"), column))));
    if (!spoken.isEmpty() && !given.has("type") && !given.has("nullable")) {
      Keys.refuseRewriting(given, "up", column, up);
      Keys.refuseRewriting(given, "down", column, down);
    }
    return spoken;
  }

  private static Sql defaultValue(Given given, Identifier column) {
    return given.isNull("default")
        ? Sql.of("ALTER COLUMN {} DROP DEFAULT", column)
        : Sql.of(
            "ALTER COLUMN {} SET DEFAULT {}", column, given.expression("default").orElseThrow());
  }
}
