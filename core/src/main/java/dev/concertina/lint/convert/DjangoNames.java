package dev.concertina.lint.convert;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Django calls what a statement calls by the names of the database. What {@code sqlmigrate}
 * does not say is guessed: the table of {@code User} in {@code accounts} is {@code accounts_user}.
 */
final class DjangoNames {

  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_]*");

  private final Map<String, String> words = new LinkedHashMap<>();

  private DjangoNames() {}

  /** No names yet. */
  static DjangoNames empty() {
    return new DjangoNames();
  }

  /** The names of a table and its model. */
  static DjangoNames of(DjangoOperation operation, TableRef table) {
    return of(operation, table, "");
  }

  /** The names of the table of a ManyToManyField, and of the field and its model. */
  static DjangoNames ofRelation(DjangoOperation operation, TableRef table) {
    String field = operation.field().orElse("");
    DjangoNames names = of(operation, table, "_" + field);
    names.put("field", field);
    return names;
  }

  private static DjangoNames of(DjangoOperation operation, TableRef table, String relation) {
    DjangoNames names = new DjangoNames();
    String name = table.name().value();
    String model = operation.model().orElseGet(() -> guessedModel(name));
    String ending = "_" + model.toLowerCase(Locale.ROOT) + relation;
    boolean usual = name.endsWith(ending) && name.length() > ending.length();
    names.put("table", name);
    names.put("sqltable", sql(table));
    names.put("app", usual ? name.substring(0, name.length() - ending.length()) : "app");
    names.put("model", model.toLowerCase(Locale.ROOT));
    names.put("Model", capital(model));
    return names;
  }

  /** The names of a column of a table, and of its field. */
  static DjangoNames of(DjangoOperation operation, TableRef table, Identifier column) {
    DjangoNames names = of(operation, table);
    names.put("column", column.value());
    names.put("sqlcolumn", sql(column));
    names.put("field", operation.field().orElse(column.value()));
    return names;
  }

  private static String guessedModel(String table) {
    return table.substring(table.indexOf('_') + 1).replace("_", "");
  }

  /** As a class of Python is called. */
  static String capital(String model) {
    return model.isEmpty()
        ? model
        : model.substring(0, 1).toUpperCase(Locale.ROOT) + model.substring(1);
  }

  /** A name of the database inside of a string of Python. */
  static String sql(Identifier name) {
    return NEEDS_NO_QUOTES.matcher(name.value()).matches()
        ? name.value()
        : name.sql().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The same of a table. */
  static String sql(TableRef table) {
    return table.schema().map(schema -> sql(schema) + ".").orElse("") + sql(table.name());
  }

  /** A name made of another, which ends readably unless it would be too long. */
  static Identifier derived(Identifier name, String suffix) {
    String readable = name.value() + "_" + suffix;
    boolean fits = readable.getBytes(StandardCharsets.UTF_8).length <= Identifier.MAX_BYTES;
    return fits ? new Identifier(readable) : name.derived(suffix);
  }

  void put(String word, String value) {
    words.put(word, value);
  }

  /** Empty if there is no such word. */
  String get(String word) {
    return Optional.ofNullable(words.get(word)).orElse("");
  }

  /** Whether a hole of a template has a word. */
  boolean has(String word) {
    return words.containsKey(word);
  }
}
