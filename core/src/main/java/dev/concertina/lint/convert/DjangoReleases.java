package dev.concertina.lint.convert;

import static dev.concertina.lint.convert.DjangoNames.sql;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    List<Done> all =
        DjangoOperation.of(script.text()).stream()
            .map(operation -> new Done(operation, changes(script, operation)))
            .toList();
    return all.stream().flatMap(done -> releases(done, all).stream()).toList();
  }

  private List<Change> changes(ScriptFile script, DjangoOperation operation) {
    return converter
        .convert(
            new ScriptFile(script.name(), script.path(), operation.sql(), script.transaction()))
        .changes();
  }

  /** An operation and what it changes. */
  private record Done(DjangoOperation operation, List<Change> changes) {

    <T extends Change> List<T> all(Class<T> kind) {
      return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A field that has a table: a ManyToManyField. */
    boolean dropsRelation() {
      return operation.field().isPresent() && !all(DropTable.class).isEmpty();
    }

    boolean isOfModelOf(Done other) {
      return operation.isOf(other.operation());
    }
  }

  /** Tables of relations belong to their model; all else has releases of its own. */
  private static List<String> releases(Done done, List<Done> all) {
    DjangoOperation operation = done.operation();
    if (operation.deletesModel() && !done.all(DropTable.class).isEmpty()) {
      return List.of(deleteModel(done, all));
    }
    if (done.dropsRelation()) {
      boolean goesWithModel =
          all.stream()
              .anyMatch(other -> other.operation().deletesModel() && done.isOfModelOf(other));
      return goesWithModel
          ? List.of()
          : List.of(DjangoDrops.relation(operation, done.all(DropTable.class).get(0).table()));
    }
    List<RenameTable> renames = done.all(RenameTable.class);
    if (!operation.title().isEmpty() && !renames.isEmpty()) {
      return List.of(DjangoRenames.of(operation, renames.get(0), done.changes()).releases());
    }
    return done.changes().stream().flatMap(change -> releases(operation, change).stream()).toList();
  }

  private static String deleteModel(Done done, List<Done> all) {
    List<Done> relations =
        all.stream().filter(other -> other.dropsRelation() && other.isOfModelOf(done)).toList();
    List<TableRef> tables =
        Stream.concat(relations.stream(), Stream.of(done))
            .flatMap(each -> each.all(DropTable.class).stream())
            .map(DropTable::table)
            .toList();
    return DjangoDrops.model(
        done.operation(),
        tables,
        relations.stream().flatMap(each -> each.operation().field().stream()).toList());
  }

  private static Optional<String> releases(DjangoOperation operation, Change change) {
    if (change instanceof DropColumn drop) {
      return Optional.of(dropColumn(operation, drop));
    }
    if (change instanceof DropTable drop) {
      return Optional.of(DjangoDrops.model(operation, List.of(drop.table()), List.of()));
    }
    if (change instanceof RenameColumn rename) {
      return Optional.of(renameColumn(operation, rename));
    }
    if (change instanceof RenameTable rename) {
      return Optional.of(DjangoRenames.of(operation, rename, List.of(rename)).releases());
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
    names.put("unbound", isReference(names) ? "\n" + part("unbound", names) : "");
    return Template.named("drop-column").filled(names);
  }

  /** Whether Django would call the column of a ForeignKey so. */
  private static boolean isReference(DjangoNames names) {
    return names.get("column").equals(names.get("field") + "_id");
  }

  private static String renameColumn(DjangoOperation operation, RenameColumn rename) {
    DjangoNames names = DjangoNames.of(operation, rename.table(), rename.from());
    String fresh = operation.newField().orElse(rename.to().value());
    second(names, fresh, rename.to(), DjangoField.unknown());
    names.put("imports", "from django.db.models import F");
    names.put("value", "F(\"" + names.get("field") + "\")");
    names.put("reference", isReference(names) ? "\n\n" + part("rename-reference", names) : "");
    return withParts("rename-column", names);
  }

  private static String changeType(DjangoOperation operation, ChangeType type) {
    DjangoNames names = DjangoNames.of(operation, type.table(), type.column());
    DjangoField field = DjangoField.of(type.type());
    // Django calls the column after the field, whatever the old one was called.
    Identifier column = DjangoNames.derived(new Identifier(names.get("field")), "new");
    String fresh = column.value();
    second(names, fresh, column, field);
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

  private static String part(String name, DjangoNames names) {
    return Template.named(name).part(names);
  }
}
