package dev.concertina.lint.liquibase;

import static dev.concertina.lint.liquibase.Attributes.name;
import static dev.concertina.lint.liquibase.Attributes.optional;
import static dev.concertina.lint.liquibase.Attributes.qualified;
import static dev.concertina.lint.liquibase.Attributes.table;

import dev.concertina.lint.liquibase.Element.Value;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes of tables, indexes, views, sequences and their comments. */
final class ObjectChanges {

  private ObjectChanges() {}

  static Map<String, Rendered> all() {
    return Map.ofEntries(
        Map.entry("createTable", Rendered.one(ObjectChanges::createTable)),
        Map.entry("dropTable", Rendered.one(ObjectChanges::dropTable)),
        Map.entry("renameTable", Rendered.one(ObjectChanges::renameTable)),
        Map.entry("setTableRemarks", Rendered.one(ObjectChanges::tableRemarks)),
        Map.entry("setColumnRemarks", Rendered.one(ObjectChanges::columnRemarks)),
        Map.entry("createIndex", Rendered.one(ObjectChanges::createIndex)),
        Map.entry("dropIndex", Rendered.one(ObjectChanges::dropIndex)),
        Map.entry("createView", ObjectChanges::createView),
        Map.entry("dropView", Rendered.one(ObjectChanges::dropView)),
        Map.entry("renameView", Rendered.one(ObjectChanges::renameView)),
        Map.entry("createSequence", Rendered.one(ObjectChanges::createSequence)),
        Map.entry("dropSequence", Rendered.one(ObjectChanges::dropSequence)),
        Map.entry("renameSequence", Rendered.one(ObjectChanges::renameSequence)));
  }

  private static Sql createTable(Element change) {
    List<Sql> parts = new ArrayList<>();
    for (Element column : change.children("column").toList()) {
      parts.add(ColumnDefinition.of(column));
      ColumnDefinition.foreignKey(column).ifPresent(parts::add);
    }
    return Sql.of(
        "CREATE TABLE {}{} ({})",
        optional(change.isTrue("ifNotExists"), "IF NOT EXISTS "),
        table(change),
        Sql.join(", ", parts));
  }

  private static Sql dropTable(Element change) {
    return Sql.of("DROP TABLE {}{}", table(change), cascade(change));
  }

  private static Sql renameTable(Element change) {
    return Sql.of(
        "ALTER TABLE {} RENAME TO {}",
        qualified(change, "schemaName", "oldTableName"),
        name(change, "newTableName"));
  }

  private static Sql tableRemarks(Element change) {
    return Sql.of("COMMENT ON TABLE {} IS {}", table(change), remarks(change));
  }

  private static Sql columnRemarks(Element change) {
    return Sql.of(
        "COMMENT ON COLUMN {}.{} IS {}",
        table(change),
        name(change, "columnName"),
        remarks(change));
  }

  private static Sql remarks(Element change) {
    return Sql.literal(change.get("remarks").orElse(""));
  }

  private static Sql createIndex(Element change) {
    List<SqlPart> columns =
        change.children("column").map(column -> (SqlPart) indexed(column)).toList();
    return Sql.of(
        "CREATE {}INDEX {} ON {}({})",
        optional(change.isTrue("unique"), "UNIQUE "),
        name(change.get("indexName").orElse("")),
        table(change),
        Sql.join(", ", columns));
  }

  private static Sql indexed(Element column) {
    String name = column.get("name").orElse("?");
    boolean computed = column.isTrue("computed") || name.contains("(");
    return Sql.of(
        "{}{}",
        computed ? Sql.verbatim(name) : name(name),
        optional(column.isTrue("descending"), " DESC"));
  }

  private static Sql dropIndex(Element change) {
    return Sql.of("DROP INDEX {}", qualified(change, "schemaName", "indexName"));
  }

  private static List<Value> createView(Element change) {
    Value query = change.content("selectQuery");
    Sql create =
        change.isTrue("fullDefinition")
            ? Sql.verbatim(query.text())
            : Sql.of(
                "CREATE {}VIEW {} AS {}",
                optional(change.isTrue("replaceIfExists"), "OR REPLACE "),
                view(change),
                Sql.verbatim(query.text()));
    return List.of(new Value(create.sql(), query.line()));
  }

  private static SqlPart view(Element change) {
    return qualified(change, "schemaName", "viewName");
  }

  private static Sql dropView(Element change) {
    return Sql.of("DROP VIEW {}", view(change));
  }

  private static Sql renameView(Element change) {
    return Sql.of(
        "ALTER VIEW {} RENAME TO {}",
        qualified(change, "schemaName", "oldViewName"),
        name(change, "newViewName"));
  }

  private static Sql createSequence(Element change) {
    return Sql.of(
        "CREATE SEQUENCE {}{}{}",
        qualified(change, "schemaName", "sequenceName"),
        optional(
            change.get("startValue").isPresent(), " START " + change.get("startValue").orElse("")),
        optional(
            change.get("incrementBy").isPresent(),
            " INCREMENT " + change.get("incrementBy").orElse("")));
  }

  private static Sql dropSequence(Element change) {
    return Sql.of("DROP SEQUENCE {}", qualified(change, "schemaName", "sequenceName"));
  }

  private static Sql renameSequence(Element change) {
    return Sql.of(
        "ALTER SEQUENCE {} RENAME TO {}",
        qualified(change, "schemaName", "oldSequenceName"),
        name(change, "newSequenceName"));
  }

  private static Sql cascade(Element change) {
    return optional(change.isTrue("cascadeConstraints"), " CASCADE");
  }
}
