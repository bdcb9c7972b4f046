package dev.concertina.source.word;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** {@code create_table}. */
final class CreateTableWord {

  private static final Shape.Form COLUMN =
      new Shape.Form(
          List.of(
              Field.required("type", Texts.SQL, "The type, as in SQL."),
              Field.optional("not_null", Texts.FLAG, "Whether it forbids NULL."),
              Field.optional("default", Texts.SQL, "The default: an SQL expression."),
              Texts.IDENTITY,
              Field.optional("primary_key", Texts.FLAG, "Whether it is the primary key."),
              Field.optional("unique", Texts.FLAG, "Whether no value may stand twice."),
              Field.optional("check", Texts.SQL, "What must hold: an SQL expression."),
              Field.optional("references", ForeignKeys.REFERENCES, "The foreign key that it is.")));

  private static final Shape.Form FOREIGN_KEY =
      new Shape.Form(
          List.of(
              Field.required("columns", Texts.NAMES, "The columns that point."),
              Field.required("references", Texts.NAME, "The table that they point to."),
              Field.optional("to", Texts.NAMES, "Its columns; the primary key if left out."),
              ForeignKeys.ON_DELETE,
              ForeignKeys.ON_UPDATE));

  private CreateTableWord() {}

  static Word word() {
    return Word.statement(
        "create_table",
        "A new table.",
        List.of(
            Texts.TABLE,
            Field.required("columns", new Shape.MapOf(COLUMN), "The columns by name, in order."),
            Field.optional("primary_key", Texts.NAMES, "The columns of the primary key."),
            Field.optional(
                "unique", new Shape.MapOf(Texts.NAMES), "Unique constraints: name and columns."),
            Field.optional(
                "checks", new Shape.MapOf(Texts.SQL), "Checks: name and SQL expression."),
            Field.optional("foreign_keys", new Shape.MapOf(FOREIGN_KEY), "Foreign keys by name.")),
        CreateTableWord::statement);
  }

  private static Sql statement(Given given) {
    List<Sql> parts = new ArrayList<>();
    given.forms("columns").forEach(column -> parts.add(column(column.name(), column.value())));
    List<Identifier> key = given.names("primary_key");
    if (!key.isEmpty()) {
      parts.add(Sql.of("PRIMARY KEY ({})", Texts.names(key)));
    }
    given
        .nameLists("unique")
        .forEach(
            unique ->
                parts.add(
                    Sql.of(
                        "CONSTRAINT {} UNIQUE ({})", unique.name(), Texts.names(unique.value()))));
    given
        .expressions("checks")
        .forEach(
            check -> parts.add(Sql.of("CONSTRAINT {} CHECK ({})", check.name(), check.value())));
    given.forms("foreign_keys").forEach(key2 -> parts.add(foreignKey(key2.name(), key2.value())));
    return Sql.of(
        "CREATE TABLE {} (\n  {}\n)", given.table("table").sql(), Sql.join(",\n  ", parts));
  }

  private static Sql column(Identifier name, Given column) {
    List<Sql> parts = new ArrayList<>();
    parts.add(Sql.of("{} {}", name, column.type("type")));
    Texts.identity(column).ifPresent(parts::add);
    column.bracketed("default").ifPresent(value -> parts.add(Sql.of("DEFAULT {}", value)));
    if (column.flag("not_null")) {
      parts.add(Sql.of("NOT NULL"));
    }
    if (column.flag("primary_key")) {
      parts.add(Sql.of("PRIMARY KEY"));
    }
    if (column.flag("unique")) {
      parts.add(Sql.of("UNIQUE"));
    }
    column.expression("check").ifPresent(check -> parts.add(Sql.of("CHECK ({})", check)));
    column.form("references").ifPresent(form -> parts.add(ForeignKeys.references(form)));
    return Sql.join(" ", parts);
  }

  private static Sql foreignKey(Identifier name, Given key) {
    return Sql.of(
        "CONSTRAINT {} FOREIGN KEY ({}) {}",
        name,
        Texts.names(key.names("columns")),
        ForeignKeys.references(key.table("references").sql(), key.names("to"), key));
  }
}
