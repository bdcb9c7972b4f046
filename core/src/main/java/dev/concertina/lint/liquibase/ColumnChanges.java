package dev.concertina.lint.liquibase;

import static dev.concertina.lint.liquibase.Attributes.name;
import static dev.concertina.lint.liquibase.Attributes.table;

import dev.concertina.lint.liquibase.Element.Value;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes of columns. */
final class ColumnChanges {

  private ColumnChanges() {}

  static Map<String, Rendered> all() {
    return Map.ofEntries(
        Map.entry("addColumn", ColumnChanges::addColumn),
        Map.entry("dropColumn", ColumnChanges::dropColumn),
        Map.entry("addNotNullConstraint", ColumnChanges::addNotNull),
        Map.entry("addAutoIncrement", Rendered.one(ColumnChanges::addAutoIncrement)),
        Map.entry("renameColumn", Rendered.one(ColumnChanges::rename)),
        Map.entry("modifyDataType", Rendered.one(ColumnChanges::modifyDataType)),
        Map.entry("dropNotNullConstraint", Rendered.one(ColumnChanges::dropNotNull)),
        Map.entry("addDefaultValue", Rendered.one(ColumnChanges::addDefault)),
        Map.entry("dropDefaultValue", Rendered.one(ColumnChanges::dropDefault)));
  }

  private static List<Value> addColumn(Element change) {
    List<Value> statements = new ArrayList<>();
    for (Element column : change.children("column").toList()) {
      Sql add = Sql.of("ALTER TABLE {} ADD {}", table(change), ColumnDefinition.of(column));
      statements.add(new Value(add.sql(), column.line()));
      Attributes.value(column, "value")
          .map(value -> update(change, column, value))
          .ifPresent(update -> statements.add(new Value(update.sql(), column.line())));
      ColumnDefinition.foreignKey(column)
          .map(key -> Sql.of("ALTER TABLE {} ADD {}", table(change), key))
          .ifPresent(key -> statements.add(new Value(key.sql(), column.line())));
    }
    return statements;
  }

  private static Sql update(Element change, Element column, Sql value) {
    return Sql.of("UPDATE {} SET {} = {}", table(change), name(column, "name"), value);
  }

  private static List<Value> dropColumn(Element change) {
    List<Value> statements = new ArrayList<>();
    change
        .get("columnName")
        .ifPresent(column -> statements.add(drop(change, name(column), change.line())));
    change
        .children("column")
        .forEach(column -> statements.add(drop(change, name(column, "name"), column.line())));
    return statements;
  }

  private static Value drop(Element change, SqlPart column, int line) {
    return new Value(Sql.of("ALTER TABLE {} DROP COLUMN {}", table(change), column).sql(), line);
  }

  private static List<Value> addNotNull(Element change) {
    SqlPart column = name(change, "columnName");
    List<Value> statements = new ArrayList<>();
    change
        .get("defaultNullValue")
        .map(Sql::literal)
        .map(
            value ->
                Sql.of(
                    "UPDATE {} SET {} = {} WHERE {} IS NULL", table(change), column, value, column))
        .ifPresent(update -> statements.add(new Value(update.sql(), change.line())));
    Sql set = Sql.of("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", table(change), column);
    statements.add(new Value(set.sql(), change.line()));
    return statements;
  }

  private static Sql addAutoIncrement(Element change) {
    return Sql.of(
        "ALTER TABLE {} ALTER COLUMN {} ADD GENERATED {} AS IDENTITY",
        table(change),
        name(change, "columnName"),
        Sql.verbatim(change.get("generationType").orElse("BY DEFAULT")));
  }

  private static Sql rename(Element change) {
    return Sql.of(
        "ALTER TABLE {} RENAME COLUMN {} TO {}",
        table(change),
        name(change, "oldColumnName"),
        name(change, "newColumnName"));
  }

  private static Sql modifyDataType(Element change) {
    SqlPart type = LiquibaseType.of(change.get("newDataType").orElse("text"));
    SqlPart column = name(change, "columnName");
    return Sql.of(
        "ALTER TABLE {} ALTER COLUMN {} TYPE {} USING ({}::{})",
        table(change),
        column,
        type,
        column,
        type);
  }

  private static Sql dropNotNull(Element change) {
    return Sql.of(
        "ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table(change), name(change, "columnName"));
  }

  private static Sql addDefault(Element change) {
    return Sql.of(
        "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}",
        table(change),
        name(change, "columnName"),
        Attributes.value(change, "defaultValue").orElseGet(() -> Sql.verbatim("NULL")));
  }

  private static Sql dropDefault(Element change) {
    return Sql.of(
        "ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table(change), name(change, "columnName"));
  }
}
