package dev.concertina.lint.liquibase;

import static dev.concertina.lint.liquibase.Attributes.constraint;
import static dev.concertina.lint.liquibase.Attributes.deferrable;
import static dev.concertina.lint.liquibase.Attributes.name;
import static dev.concertina.lint.liquibase.Attributes.names;
import static dev.concertina.lint.liquibase.Attributes.optional;
import static dev.concertina.lint.liquibase.Attributes.qualified;
import static dev.concertina.lint.liquibase.Attributes.table;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.Map;

/** Changes of constraints. */
final class ConstraintChanges {

  private ConstraintChanges() {}

  static Map<String, Rendered> all() {
    return Map.of(
        "addForeignKeyConstraint", Rendered.one(ConstraintChanges::addForeignKey),
        "addUniqueConstraint", Rendered.one(change -> addKey(change, Sql.verbatim("UNIQUE"))),
        "addPrimaryKey", Rendered.one(change -> addKey(change, Sql.verbatim("PRIMARY KEY"))),
        "addCheckConstraint", Rendered.one(ConstraintChanges::addCheck),
        "dropForeignKeyConstraint",
            Rendered.one(change -> drop(change, "baseTableSchemaName", "baseTableName")),
        "dropUniqueConstraint", Rendered.one(change -> drop(change, "schemaName", "tableName")),
        "dropCheckConstraint", Rendered.one(change -> drop(change, "schemaName", "tableName")),
        "dropPrimaryKey", Rendered.one(ConstraintChanges::dropPrimaryKey));
  }

  private static Sql addForeignKey(Element change) {
    return Sql.of(
        "ALTER TABLE {} ADD {}FOREIGN KEY ({}) REFERENCES {} ({}){}{}{}{}",
        qualified(change, "baseTableSchemaName", "baseTableName"),
        constraint(change.get("constraintName")),
        names(change.get("baseColumnNames").orElse("?")),
        qualified(change, "referencedTableSchemaName", "referencedTableName"),
        names(change.get("referencedColumnNames").orElse("?")),
        action(change, "onUpdate", " ON UPDATE "),
        cascade(change),
        deferrable(change),
        optional(change.isFalse("validate"), " NOT VALID"));
  }

  private static Sql cascade(Element change) {
    return change.isTrue("deleteCascade")
        ? Sql.verbatim(" ON DELETE CASCADE")
        : action(change, "onDelete", " ON DELETE ");
  }

  private static Sql action(Element change, String attribute, String words) {
    String action = change.get(attribute).orElse("");
    return optional(!action.isEmpty(), words + action);
  }

  private static Sql addKey(Element change, SqlPart kind) {
    Sql by =
        change
            .get("forIndexName")
            .map(index -> Sql.of(" USING INDEX {}", name(index)))
            .orElseGet(() -> Sql.of(" ({})", names(change.get("columnNames").orElse("?"))));
    return Sql.of(
        "ALTER TABLE {} ADD {}{}{}{}",
        table(change),
        constraint(change.get("constraintName")),
        kind,
        by,
        deferrable(change));
  }

  private static Sql addCheck(Element change) {
    return Sql.of(
        "ALTER TABLE {} ADD {}CHECK ({}){}",
        table(change),
        constraint(change.get("constraintName")),
        Sql.verbatim(change.content("constraintBody").text().strip()),
        optional(change.isFalse("validate"), " NOT VALID"));
  }

  private static Sql drop(Element change, String schema, String table) {
    return Sql.of(
        "ALTER TABLE {} DROP CONSTRAINT {}",
        qualified(change, schema, table),
        name(change, "constraintName"));
  }

  /** Without a name Liquibase asks the database for it. */
  private static Sql dropPrimaryKey(Element change) {
    String usual = change.get("tableName").orElse("?") + "_pkey";
    return Sql.of(
        "ALTER TABLE {} DROP CONSTRAINT {}",
        table(change),
        name(change.get("constraintName").orElse(usual)));
  }
}
