package dev.concertina.source.pgroll;

import static dev.concertina.source.pgroll.Keys.FLAG;
import static dev.concertina.source.pgroll.Keys.NAME;
import static dev.concertina.source.pgroll.Keys.TEXT;
import static dev.concertina.source.pgroll.Keys.optional;
import static dev.concertina.source.pgroll.Keys.required;

import dev.concertina.source.word.Given;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column as pgroll's create_table and add_column describe it; NOT NULL unless it says so. */
final class ColumnDefinition {

  private static final Shape.Form GENERATED =
      new Shape.Form(
          List.of(
              optional("expression", TEXT),
              optional(
                  "identity",
                  new Shape.Form(
                      List.of(
                          required(
                              "user_specified_values",
                              new Shape.Choice(List.of("ALWAYS", "BY DEFAULT"))),
                          optional("sequence_options", NAME))))));

  static final Shape.Form FORM =
      new Shape.Form(
          List.of(
              required("name", NAME),
              required("type", TEXT),
              optional("nullable", FLAG),
              optional("default", TEXT),
              optional("pk", FLAG),
              optional("unique", FLAG),
              optional("check", Constraints.CHECK),
              optional("references", Constraints.REFERENCE),
              optional("generated", GENERATED),
              optional("comment", NAME)));

  private ColumnDefinition() {}

  /** {@code name type …}, for CREATE TABLE. */
  static Sql inTable(Given column, boolean onlyKey) {
    List<Sql> parts = new ArrayList<>();
    parts.add(Sql.of("{} {}", column.name("name"), column.type("type")));
    column.form("generated").ifPresent(generated -> parts.add(generated(generated)));
    column.bracketed("default").ifPresent(value -> parts.add(Sql.of("DEFAULT {}", value)));
    if (!column.flag("nullable")) {
      parts.add(Sql.of("NOT NULL"));
    }
    if (onlyKey) {
      parts.add(Sql.of("PRIMARY KEY"));
    }
    if (column.flag("unique")) {
      parts.add(Sql.of("UNIQUE"));
    }
    column.form("check").ifPresent(check -> parts.add(Constraints.check(check)));
    column.form("references").ifPresent(form -> parts.add(Constraints.reference(form)));
    return Sql.join(" ", parts);
  }

  /** The column of an existing table, and what comes with it as statements of their own. */
  static List<Spoken> added(Given operation, Given column, Optional<Sql> up) {
    List<Spoken> spoken = new ArrayList<>();
    spoken.add(
        Keys.statement(
            operation,
            Keys.alter(
                operation,
                Sql.of(
                    "ADD COLUMN {} {}{}{}{}",
                    column.name("name"),
                    column.type("type"),
                    column
                        .form("generated")
                        .map(how -> Sql.of(" {}", generated(how)))
                        .orElse(Sql.of("")),
                    column
                        .bracketed("default")
                        .map(value -> Sql.of(" DEFAULT {}", value))
                        .orElse(Sql.of("")),
                    column.flag("nullable") ? Sql.of("") : Sql.of(" NOT NULL"))),
            up,
            Optional.empty()));
    spoken.addAll(Constraints.ofColumn(operation, column, column.name("name")));
    if (column.flag("unique")) {
      spoken.add(constraint(operation, Sql.of("ADD UNIQUE ({})", column.name("name"))));
    }
    if (column.flag("pk")) {
      spoken.add(constraint(operation, Sql.of("ADD PRIMARY KEY ({})", column.name("name"))));
    }
    comment(operation, column).ifPresent(spoken::add);
    return spoken;
  }

  private static Spoken constraint(Given operation, Sql action) {
    return Keys.statement(operation, Keys.alter(operation, action));
  }

  /** {@code COMMENT ON COLUMN}, where the column has one. */
  static Optional<Spoken> comment(Given operation, Given column) {
    return column
        .word("comment")
        .map(text -> Comments.onColumn(operation, column.name("name"), Optional.of(text)));
  }

  private static Sql generated(Given generated) {
    return generated
        .expression("expression")
        .map(expression -> Sql.of("GENERATED ALWAYS AS ({}) STORED", expression))
        .orElseGet(() -> generated.form("identity").map(ColumnDefinition::identity).orElseThrow());
  }

  private static Sql identity(Given identity) {
    if (identity.has("sequence_options")) {
      throw Keys.unmapped(
          identity,
          "sequence_options",
          "they are not read",
          "Write the table in a migration in SQL.");
    }
    return identity.text("user_specified_values").text().equals("ALWAYS")
        ? Sql.of("GENERATED ALWAYS AS IDENTITY")
        : Sql.of("GENERATED BY DEFAULT AS IDENTITY");
  }
}
