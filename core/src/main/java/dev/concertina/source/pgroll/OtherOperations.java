package dev.concertina.source.pgroll;

import static dev.concertina.source.pgroll.Keys.COLUMN;
import static dev.concertina.source.pgroll.Keys.DOWN;
import static dev.concertina.source.pgroll.Keys.FLAG;
import static dev.concertina.source.pgroll.Keys.NAME;
import static dev.concertina.source.pgroll.Keys.NAMES;
import static dev.concertina.source.pgroll.Keys.TABLE;
import static dev.concertina.source.pgroll.Keys.TEXT;
import static dev.concertina.source.pgroll.Keys.UP;
import static dev.concertina.source.pgroll.Keys.alter;
import static dev.concertina.source.pgroll.Keys.optional;
import static dev.concertina.source.pgroll.Keys.required;
import static dev.concertina.source.pgroll.Keys.statement;

import dev.concertina.change.RunPhase;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.source.directive.StatementDirectives;
import dev.concertina.source.directive.StatementDirectives.Value;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Said;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.source.yaml.YamlNode;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Operations on columns, constraints and indexes, and raw SQL. */
final class OtherOperations {

  private static final Shape EXPRESSIONS = new Shape.MapOf(TEXT);

  private static final Shape.Form INDEXED =
      new Shape.Form(
          List.of(
              optional("column", NAME),
              optional("name", NAME),
              optional("collate", NAME),
              optional("opclass", new Shape.Form(List.of(required("name", NAME)))),
              optional("sort", new Shape.Choice(List.of("ASC", "DESC"))),
              optional("nulls", new Shape.Choice(List.of("FIRST", "LAST")))));

  private final PostgresParser parser;
  private final Expressions expressions;

  OtherOperations(PostgresParser parser, Expressions expressions) {
    this.parser = parser;
    this.expressions = expressions;
  }

  List<Operation> all() {
    return List.of(
        Operation.of(
            "add_column",
            List.of(TABLE, required("column", ColumnDefinition.FORM), UP),
            given ->
                ColumnDefinition.added(
                    given, given.form("column").orElseThrow(), expressions.of(given, "up"))),
        Operation.of("drop_column", List.of(TABLE, COLUMN, DOWN), this::dropColumn),
        rename("rename_column", Sql.of("COLUMN")),
        rename("rename_constraint", Sql.of("CONSTRAINT")),
        Operation.of(
            "create_constraint",
            Constraints.fieldsWith(
                TABLE, optional("up", EXPRESSIONS), optional("down", EXPRESSIONS)),
            this::createConstraint),
        Operation.of(
            "drop_constraint",
            List.of(TABLE, required("name", NAME), UP, DOWN),
            this::dropConstraint),
        Operation.of(
            "drop_multicolumn_constraint",
            List.of(
                TABLE,
                required("name", NAME),
                optional("up", EXPRESSIONS),
                optional("down", EXPRESSIONS)),
            given -> {
              refuseRewriting(given);
              return List.of(drop(given));
            }),
        Operation.of(
            "create_index",
            List.of(
                required("name", NAME),
                TABLE,
                required("columns", new Shape.ListOf(new Shape.TextOr(INDEXED))),
                optional("unique", FLAG),
                optional("method", NAME),
                optional("include", NAMES),
                optional("predicate", TEXT),
                optional("storage_parameters", NAME)),
            given -> List.of(statement(given, index(given)))),
        Operation.of(
            "drop_index",
            List.of(required("name", NAME)),
            given -> List.of(statement(given, Sql.of("DROP INDEX {}", given.table("name").sql())))),
        Operation.of(
            "sql",
            List.of(required("up", NAME), optional("down", NAME), optional("onComplete", FLAG)),
            this::sql));
  }

  private static Operation rename(String name, Sql what) {
    return Operation.of(
        name,
        List.of(TABLE, required("from", NAME), required("to", NAME)),
        given ->
            List.of(
                statement(
                    given,
                    alter(
                        given,
                        Sql.of(
                            "RENAME {} {} TO {}", what, given.name("from"), given.name("to"))))));
  }

  private List<Spoken> dropColumn(Given given) {
    Sql drop = alter(given, Sql.of("DROP COLUMN {}", given.name("column")));
    return List.of(statement(given, drop, Optional.empty(), expressions.of(given, "down")));
  }

  private List<Spoken> createConstraint(Given given) {
    refuseRewriting(given);
    return List.of(Constraints.add(given, Constraints.ofTable(given)));
  }

  /** The column is not named, so an expression may only be a bare name. */
  private List<Spoken> dropConstraint(Given given) {
    for (String key : List.of("up", "down")) {
      Optional<Sql> value = expressions.of(given, key);
      value.ifPresent(text -> Keys.refuseRewriting(given, key, bareName(text), Optional.of(text)));
    }
    return List.of(drop(given));
  }

  private static Identifier bareName(Sql text) {
    return new Identifier(text.sql().matches("\\w{1,63}") ? text.sql() : "a column");
  }

  private static Spoken drop(Given given) {
    return statement(given, alter(given, Sql.of("DROP CONSTRAINT {}", given.name("name"))));
  }

  private void refuseRewriting(Given given) {
    for (String key : List.of("up", "down")) {
      given
          .expressions(key)
          .forEach(
              named ->
                  Keys.refuseRewriting(
                      given, key, named.name(), Optional.of(expressions.bare(named.value()))));
    }
  }

  private static Sql index(Given given) {
    List<Identifier> include = given.names("include");
    return Sql.of(
        "CREATE {}INDEX {} ON {}{} ({}){}{}{}",
        given.flag("unique") ? Sql.of("UNIQUE ") : Sql.of(""),
        given.name("name"),
        given.table("table").sql(),
        given.has("method") ? Sql.of(" USING {}", given.name("method")) : Sql.of(""),
        Sql.join(
            ", ", given.formsOr("columns", "column").stream().map(OtherOperations::part).toList()),
        include.isEmpty() ? Sql.of("") : Sql.of(" INCLUDE ({})", Keys.names(include)),
        given
            .word("storage_parameters")
            .map(text -> Sql.of(" WITH ({})", Sql.verbatim(text)))
            .orElse(Sql.of("")),
        given.expression("predicate").map(p -> Sql.of(" WHERE ({})", p)).orElse(Sql.of("")));
  }

  private static Sql part(Given part) {
    return Sql.of(
        "{}{}{}{}{}",
        part.name(part.has("column") ? "column" : "name"),
        part.has("collate") ? Sql.of(" COLLATE {}", part.name("collate")) : Sql.of(""),
        part.form("opclass").map(o -> Sql.of(" {}", o.name("name"))).orElse(Sql.of("")),
        part.word("sort").map(o -> Sql.of(" {}", Sql.verbatim(o))).orElse(Sql.of("")),
        part.word("nulls").map(o -> Sql.of(" NULLS {}", Sql.verbatim(o))).orElse(Sql.of("")));
  }

  /** Each statement by itself; ABORT takes back what it knows, so that {@code down} is not run. */
  private List<Spoken> sql(Given given) {
    YamlNode.Scalar up = given.text("up");
    try {
      return parser.parse(up.text()).statements().stream()
          .map(statement -> raw(given, up, statement))
          .toList();
    } catch (SqlSyntaxException e) {
      throw (RuntimeException)
          given
              .place()
              .refusal(
                  "yaml-sql",
                  up.textLine() + Math.max(0, e.line() - 1),
                  "PostgreSQL cannot read this: " + e.getMessage() + ".",
                  "Correct the SQL.")
              .initCause(e);
    }
  }

  private static Spoken raw(Given given, YamlNode.Scalar up, ParsedStatement statement) {
    int line = up.textLine() + statement.line() - 1;
    Said said = new Said.Statement(Sql.verbatim(statement.text()), line);
    Optional<Value<RunPhase>> phase =
        given.flag("onComplete")
            ? Optional.of(new Value<>(RunPhase.CONTRACT, given.line()))
            : Optional.empty();
    return new Spoken(
        said, new StatementDirectives(Optional.empty(), Optional.empty(), phase, List.of()), line);
  }
}
