package dev.concertina.lint.convert;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to commit with Django, release by release, for a change that breaks the version that runs:
 * models, migrations and their states. For those who do it by hand.
 */
public final class DjangoReleases {

  private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_]*");

  private DjangoReleases() {}

  /** The releases; nothing if the change breaks nobody or is not known here. */
  public static Optional<String> of(Change change) {
    if (change instanceof DropColumn drop) {
      return Optional.of(filled("drop-column", column(drop.table(), drop.column(), "")));
    }
    if (change instanceof DropTable drop) {
      return Optional.of(filled("drop-table", table(drop.table())));
    }
    if (change instanceof RenameColumn rename) {
      return Optional.of(
          filled("rename-column", column(rename.table(), rename.from(), rename.to().value())));
    }
    if (change instanceof RenameTable rename) {
      Map<String, String> words = table(rename.table());
      words.put("new", rename.to().value());
      words.put("sqlnew", sql(rename.to()));
      return Optional.of(filled("rename-table", words));
    }
    if (change instanceof SetNotNull set) {
      return Optional.of(filled("set-not-null", column(set.table(), set.column(), "")));
    }
    if (change instanceof ChangeType type) {
      String other = type.column().value() + "_new";
      Map<String, String> words = column(type.table(), type.column(), other);
      words.put("type", type.type());
      return Optional.of(filled("change-type", words));
    }
    return Optional.empty();
  }

  private static Map<String, String> column(TableRef table, Identifier column, String other) {
    Map<String, String> words = table(table);
    words.put("column", column.value());
    words.put("sqlcolumn", sql(column));
    words.put("new", other);
    return words;
  }

  /** Django calls the table of {@code User} in {@code accounts} {@code accounts_user}. */
  private static Map<String, String> table(TableRef table) {
    String name = table.name().value();
    int underscore = name.indexOf('_');
    String app = underscore < 0 ? "app" : name.substring(0, underscore);
    String model = name.substring(underscore + 1).replace("_", "");
    Map<String, String> words = new LinkedHashMap<>();
    words.put("table", name);
    words.put(
        "sqltable", table.schema().map(schema -> sql(schema) + ".").orElse("") + sql(table.name()));
    words.put("app", app);
    words.put("model", model.toLowerCase(Locale.ROOT));
    words.put(
        "Model",
        model.isEmpty()
            ? name
            : model.substring(0, 1).toUpperCase(Locale.ROOT) + model.substring(1));
    return words;
  }

  /** Inside of a string of Python. */
  private static String sql(Identifier name) {
    return NEEDS_NO_QUOTES.matcher(name.value()).matches()
        ? name.value()
        : name.sql().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String filled(String template, Map<String, String> words) {
    return HOLE.matcher(read(template + ".txt"))
        .replaceAll(
            hole -> Matcher.quoteReplacement(words.getOrDefault(hole.group(1), hole.group())));
  }

  private static String read(String name) {
    try (InputStream template = DjangoReleases.class.getResourceAsStream(name)) {
      if (template == null) {
        throw new IllegalStateException("the template " + name + " was not packaged");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
