package dev.concertina.source.pgroll;

import static dev.concertina.source.pgroll.Keys.FLAG;
import static dev.concertina.source.pgroll.Keys.NAME;
import static dev.concertina.source.pgroll.Keys.NAMES;
import static dev.concertina.source.pgroll.Keys.TEXT;
import static dev.concertina.source.pgroll.Keys.optional;
import static dev.concertina.source.pgroll.Keys.required;

import dev.concertina.source.word.Field;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Constraints as pgroll describes them: of one column, or of a table. */
final class Constraints {

  private static final Shape ACTION =
      new Shape.Choice(List.of("CASCADE", "NO ACTION", "RESTRICT", "SET DEFAULT", "SET NULL"));

  /** {@code check} of a column. */
  static final Shape.Form CHECK =
      new Shape.Form(
          List.of(
              required("name", NAME), required("constraint", TEXT), optional("no_inherit", FLAG)));

  /** {@code references} of a column. */
  static final Shape.Form REFERENCE =
      new Shape.Form(
          List.of(
              required("name", NAME),
              required("table", NAME),
              optional("column", NAME),
              optional("on_delete", ACTION),
              optional("on_update", ACTION),
              optional("deferrable", FLAG),
              optional("initially_deferred", FLAG)));

  private static final Shape.Form REFERENCES =
      new Shape.Form(
          List.of(
              required("table", NAME),
              required("columns", NAMES),
              optional("on_delete", ACTION),
              optional("on_update", ACTION)));

  /** What create_constraint and a table's constraints have in common. */
  private static final List<Field> OF_TABLE =
      List.of(
          required("name", NAME),
          required(
              "type", new Shape.Choice(List.of("check", "foreign_key", "primary_key", "unique"))),
          optional("columns", NAMES),
          optional("check", TEXT),
          optional("references", REFERENCES),
          optional("nulls_not_distinct", FLAG),
          optional("deferrable", FLAG),
          optional("initially_deferred", FLAG));

  static final Shape.Form IN_TABLE = new Shape.Form(OF_TABLE);

  private Constraints() {}

  static List<Field> fieldsWith(Field... more) {
    return Stream.concat(Stream.of(more), OF_TABLE.stream()).toList();
  }

  static Sql check(Given check) {
    return Sql.of(
        "CONSTRAINT {} CHECK ({}){}",
        check.name("name"),
        check.expression("constraint").orElseThrow(),
        check.flag("no_inherit") ? Sql.of(" NO INHERIT") : Sql.of(""));
  }

  static Sql reference(Given form) {
    List<Identifier> column = form.has("column") ? List.of(form.name("column")) : List.of();
    return Sql.of(
        "CONSTRAINT {} {}{}", form.name("name"), references(form, column), deferrable(form));
  }

  /** Check and foreign key of a column of an existing table. */
  static List<Spoken> ofColumn(Given operation, Given column, Identifier name) {
    List<Spoken> spoken = new ArrayList<>();
    column.form("check").ifPresent(check -> spoken.add(add(operation, check(check))));
    column
        .form("references")
        .ifPresent(
            form -> {
              List<Identifier> to = form.has("column") ? List.of(form.name("column")) : List.of();
              spoken.add(
                  add(
                      operation,
                      Sql.of(
                          "CONSTRAINT {} FOREIGN KEY ({}) {}{}",
                          form.name("name"),
                          name,
                          references(form, to),
                          deferrable(form))));
            });
    return spoken;
  }

  static Spoken add(Given operation, Sql constraint) {
    return Keys.statement(operation, Keys.alter(operation, Sql.of("ADD {}", constraint)));
  }

  /** A constraint with columns of its own. */
  static Sql ofTable(Given constraint) {
    return Sql.of(
        "CONSTRAINT {} {}{}", constraint.name("name"), rule(constraint), deferrable(constraint));
  }

  private static Sql rule(Given constraint) {
    Sql columns = Keys.names(constraint.names("columns"));
    return switch (constraint.text("type").text()) {
      case "check" -> Sql.of("CHECK ({})", needed(constraint, "check"));
      case "primary_key" -> Sql.of("PRIMARY KEY ({})", columns);
      case "unique" ->
          constraint.flag("nulls_not_distinct")
              ? Sql.of("UNIQUE NULLS NOT DISTINCT ({})", columns)
              : Sql.of("UNIQUE ({})", columns);
      default ->
          Sql.of(
              "FOREIGN KEY ({}) {}",
              columns,
              constraint
                  .form("references")
                  .map(form -> references(form, form.names("columns")))
                  .orElseThrow(() -> missing(constraint, "references")));
    };
  }

  private static Sql needed(Given constraint, String key) {
    return constraint.expression(key).orElseThrow(() -> missing(constraint, key));
  }

  private static RuntimeException missing(Given constraint, String key) {
    return constraint
        .place()
        .misfit(constraint.line(), "The constraint needs " + key + ".", "Add it.");
  }

  private static Sql references(Given form, List<Identifier> columns) {
    return Sql.of(
        "REFERENCES {}{}{}{}",
        form.table("table").sql(),
        columns.isEmpty() ? Sql.of("") : Sql.of(" ({})", Keys.names(columns)),
        action(form, "on_delete").map(a -> Sql.of(" ON DELETE {}", a)).orElse(Sql.of("")),
        action(form, "on_update").map(a -> Sql.of(" ON UPDATE {}", a)).orElse(Sql.of("")));
  }

  private static Optional<Sql> action(Given form, String key) {
    return form.word(key).map(Sql::verbatim);
  }

  private static Sql deferrable(Given form) {
    if (form.flag("initially_deferred")) {
      return Sql.of(" DEFERRABLE INITIALLY DEFERRED");
    }
    return form.flag("deferrable") ? Sql.of(" DEFERRABLE") : Sql.of("");
  }
}
