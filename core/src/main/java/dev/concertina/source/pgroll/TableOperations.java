package dev.concertina.source.pgroll;

import static dev.concertina.source.pgroll.Keys.NAME;
import static dev.concertina.source.pgroll.Keys.alter;
import static dev.concertina.source.pgroll.Keys.optional;
import static dev.concertina.source.pgroll.Keys.required;
import static dev.concertina.source.pgroll.Keys.statement;

import dev.concertina.change.TableRef;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations on whole tables. */
final class TableOperations {

  private static final Shape.Form IDENTITY =
      new Shape.Form(
          List.of(
              required("type", new Shape.Choice(List.of("default", "full", "index", "nothing"))),
              optional("index", NAME)));

  private TableOperations() {}

  static List<Operation> all() {
    return List.of(
        Operation.of(
            "create_table",
            List.of(
                required("name", NAME),
                required("columns", new Shape.ListOf(ColumnDefinition.FORM)),
                optional("constraints", new Shape.ListOf(Constraints.IN_TABLE)),
                optional("comment", NAME)),
            TableOperations::create),
        Operation.of(
            "drop_table",
            List.of(required("name", NAME)),
            given -> List.of(statement(given, Sql.of("DROP TABLE {}", given.table("name").sql())))),
        Operation.of(
            "rename_table",
            List.of(required("from", NAME), required("to", NAME)),
            given ->
                List.of(
                    statement(
                        given,
                        Sql.of(
                            "ALTER TABLE {} RENAME TO {}",
                            given.table("from").sql(),
                            given.name("to"))))),
        Operation.of(
            "set_replica_identity",
            List.of(Keys.TABLE, required("identity", IDENTITY)),
            given ->
                List.of(
                    statement(
                        given, alter(given, identity(given.form("identity").orElseThrow()))))));
  }

  private static List<Spoken> create(Given given) {
    TableRef table = given.table("name");
    List<Given> columns = given.formsOr("columns", "name");
    List<Identifier> key =
        columns.stream().filter(c -> c.flag("pk")).map(c -> c.name("name")).toList();
    List<Sql> parts = new ArrayList<>();
    for (Given column : columns) {
      parts.add(ColumnDefinition.inTable(column, key.equals(List.of(column.name("name")))));
    }
    if (key.size() > 1) {
      parts.add(Sql.of("PRIMARY KEY ({})", Keys.names(key)));
    }
    given.formsOr("constraints", "name").forEach(c -> parts.add(Constraints.ofTable(c)));
    List<Spoken> spoken = new ArrayList<>();
    spoken.add(
        statement(
            given, Sql.of("CREATE TABLE {} (\n  {}\n)", table.sql(), Sql.join(",\n  ", parts))));
    given.word("comment").ifPresent(text -> spoken.add(Comments.onTable(given, table, text)));
    for (Given column : columns) {
      Optional<String> text = column.word("comment");
      if (text.isPresent()) {
        spoken.add(Comments.onColumn(given, table, column.name("name"), text));
      }
    }
    return spoken;
  }

  private static Sql identity(Given identity) {
    return switch (identity.text("type").text()) {
      case "full" -> Sql.of("REPLICA IDENTITY FULL");
      case "nothing" -> Sql.of("REPLICA IDENTITY NOTHING");
      case "index" -> Sql.of("REPLICA IDENTITY USING INDEX {}", identity.name("index"));
      default -> Sql.of("REPLICA IDENTITY DEFAULT");
    };
  }
}
