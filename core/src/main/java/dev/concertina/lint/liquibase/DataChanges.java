package dev.concertina.lint.liquibase;

import static dev.concertina.lint.liquibase.Attributes.name;
import static dev.concertina.lint.liquibase.Attributes.table;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.List;
import java.util.Map;

/** Changes of rows, SQL as it was written, and what only Liquibase or a program knows. */
final class DataChanges {

  private static final Sql NULL = Sql.verbatim("NULL");

  private DataChanges() {}

  static Map<String, Rendered> all() {
    return Map.of(
        "sql", change -> List.of(change.content("sql")),
        "createProcedure", change -> List.of(change.content("procedureText")),
        "insert", Rendered.one(DataChanges::insert),
        "update", Rendered.one(DataChanges::update),
        "delete", Rendered.one(DataChanges::delete),
        "customChange", Rendered.one(DataChanges::opaque),
        "executeCommand", Rendered.one(DataChanges::opaque),
        "dropAllForeignKeyConstraints", Rendered.one(DataChanges::opaque));
  }

  private static Sql insert(Element change) {
    List<Element> columns = change.children("column").toList();
    List<SqlPart> names = columns.stream().map(column -> name(column, "name")).toList();
    List<Sql> values = columns.stream().map(DataChanges::value).toList();
    return Sql.of(
        "INSERT INTO {} ({}) VALUES ({})",
        table(change),
        Sql.join(", ", names),
        Sql.join(", ", values));
  }

  private static Sql update(Element change) {
    List<Sql> sets =
        change
            .children("column")
            .map(column -> Sql.of("{} = {}", name(column, "name"), value(column)))
            .toList();
    return Sql.of("UPDATE {} SET {}{}", table(change), Sql.join(", ", sets), where(change));
  }

  private static Sql delete(Element change) {
    return Sql.of("DELETE FROM {}{}", table(change), where(change));
  }

  private static Sql where(Element change) {
    return change
        .get("where")
        .or(() -> change.children("where").findFirst().map(where -> where.text().text()))
        .map(condition -> Sql.of(" WHERE {}", Sql.verbatim(condition)))
        .orElse(Sql.verbatim(""));
  }

  private static Sql value(Element column) {
    return Attributes.value(column, "value").orElse(NULL);
  }

  /** What it does to the database cannot be told, as with any other program. */
  private static Sql opaque(Element change) {
    return Sql.of("DO {}", Sql.dollarQuoted(Sql.verbatim(change.name())));
  }
}
