package dev.concertina.lint.convert;

import static dev.concertina.lint.convert.DjangoNames.capital;
import static dev.concertina.lint.convert.DjangoNames.sql;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.SetNotNull;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to commit with Django, release by release, for a change that breaks the version that runs:
 * models, migrations and their states. For those who do it by hand. Safe for any thread.
 */
public final class DjangoReleases {

  private static final Pattern SHORTER =
      Pattern.compile("(?i)(?:varchar|character varying)\\s*\\(\\s*(\\d+)\\s*\\)");

  private final Converter converter;

  public DjangoReleases(Converter converter) {
    this.converter = converter;
  }

  /** The releases of each change that needs more than one; nothing if none is known here. */
  public List<String> of(ScriptFile script) {
    return DjangoOperation.of(script.text()).stream()
        .flatMap(
            operation ->
                converter
                    .convert(
                        new ScriptFile(
                            script.name(), script.path(), operation.sql(), script.transaction()))
                    .changes()
                    .stream()
                    .flatMap(change -> releases(operation, change).stream()))
        .toList();
  }

  private static Optional<String> releases(DjangoOperation operation, Change change) {
    if (change instanceof DropColumn drop) {
      return Optional.of(dropColumn(operation, drop));
    }
    if (change instanceof DropTable drop) {
      return Optional.of(
          Template.named("drop-table").filled(DjangoNames.of(operation, drop.table())));
    }
    if (change instanceof RenameColumn rename) {
      return Optional.of(renameColumn(operation, rename));
    }
    if (change instanceof RenameTable rename) {
      return Optional.of(renameTable(operation, rename));
    }
    if (change instanceof SetNotNull set) {
      return Optional.of(setNotNull(operation, set));
    }
    if (change instanceof ChangeType type) {
      Matcher shorter = SHORTER.matcher(type.type());
      return Optional.of(
          type.up().isEmpty() && shorter.matches()
              ? shorten(operation, type, shorter.group(1))
              : changeType(operation, type));
    }
    return Optional.empty();
  }

  private static String dropColumn(DjangoOperation operation, DropColumn drop) {
    DjangoNames names = DjangoNames.of(operation, drop.table(), drop.column());
    boolean reference = names.get("column").equals(names.get("field") + "_id");
    names.put("unbound", reference ? "\n" + part("unbound", names) : "");
    return Template.named("drop-column").filled(names);
  }

  private static String renameColumn(DjangoOperation operation, RenameColumn rename) {
    DjangoNames names = DjangoNames.of(operation, rename.table(), rename.from());
    String fresh = operation.newField().orElse(rename.to().value());
    second(names, fresh, rename.to(), DjangoField.unknown());
    names.put("imports", "from django.db.models import F");
    names.put("value", "F(\"" + names.get("field") + "\")");
    return withParts("rename-column", names);
  }

  private static String changeType(DjangoOperation operation, ChangeType type) {
    DjangoNames names = DjangoNames.of(operation, type.table(), type.column());
    DjangoField field = DjangoField.of(type.type());
    String fresh = names.get("field") + "_new";
    second(names, fresh, DjangoNames.derived(type.column(), "new"), field);
    names.put("type", type.type());
    names.put("newfield_null", field.with("null=True"));
    names.put("newfield_column", field.with("db_column=\"" + fresh + "\""));
    names.put(
        "imports",
        "from django.db import migrations, models\n  from django.db.models.functions import Cast");
    names.put("value", "Cast(\"" + names.get("field") + "\", " + field.python() + ")");
    return withParts("change-type", names);
  }

  private static String setNotNull(DjangoOperation operation, SetNotNull set) {
    DjangoNames names = DjangoNames.of(operation, set.table(), set.column());
    second(names, names.get("field"), set.column(), DjangoField.unknown());
    names.put("only", ".filter(" + names.get("field") + "__isnull=True)");
    names.put("imports", "from django.db import migrations");
    names.put("value", DjangoValue.of(set.up()));
    return withParts("set-not-null", names);
  }

  private static String shorten(DjangoOperation operation, ChangeType type, String length) {
    DjangoNames names = DjangoNames.of(operation, type.table(), type.column());
    String field = names.get("field");
    second(names, field, type.column(), DjangoField.of(type.type()));
    names.put("type", type.type());
    names.put("length", length);
    names.put("only", ".annotate(n=Length(\"" + field + "\")).filter(n__gt=" + length + ")");
    names.put("imports", "from django.db.models.functions import Left, Length");
    names.put("value", "Left(\"" + field + "\", " + length + ")");
    names.put("check", "char_length(" + sql(type.column()) + ") <= " + length);
    names.put("checkname", sql(DjangoNames.derived(type.column(), "short")));
    return withParts("shorten-column", names);
  }

  private static String renameTable(DjangoOperation operation, RenameTable rename) {
    DjangoNames names = DjangoNames.of(operation, rename.table());
    String table = rename.to().value();
    names.put("sqlnew", sql(rename.to()));
    names.put("sqlnewtable", names.get("schema") + sql(rename.to()));
    Optional<String> model = operation.newModel();
    names.put(
        "models",
        model
            .map(to -> "class " + capital(to) + "(models.Model):  # so far " + names.get("Model"))
            .orElseGet(
                () ->
                    "class Meta:  # of "
                        + names.get("Model")
                        + "\n      db_table = \""
                        + table
                        + "\""));
    names.put(
        "state",
        model
            .map(to -> "migrations.RenameModel(\"" + names.get("Model") + "\", \"" + to + "\")")
            .orElseGet(
                () ->
                    "migrations.AlterModelTable(\""
                        + names.get("model")
                        + "\", \""
                        + table
                        + "\")"));
    return Template.named("rename-table").filled(names);
  }

  /** The words of a column that is filled and then refuses NULL. */
  private static void second(DjangoNames names, String field, Identifier column, DjangoField type) {
    names.put("new", field);
    names.put("sqlnew", sql(column));
    names.put("newfield", type.python());
    names.put("only", "");
    names.put("check", sql(column) + " IS NOT NULL");
    names.put("checkname", sql(DjangoNames.derived(column, "given")));
  }

  private static String withParts(String name, DjangoNames names) {
    names.put("fill", part("fill", names));
    names.put("require", part("require", names));
    return Template.named(name).filled(names);
  }

  /** Without the last end of line: the template around it has one. */
  private static String part(String name, DjangoNames names) {
    return Template.named(name).filled(names).stripTrailing();
  }
}
