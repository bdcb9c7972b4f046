package dev.concertina.lint.convert;

import java.util.Optional;
import java.util.regex.Pattern;

/** A constant of SQL in Python. */
final class DjangoValue {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern STRING = Pattern.compile("'[^'\"\\\\\\n]*'");

  private DjangoValue() {}

  /** A hole where it is no plain constant. */
  static String of(Optional<String> sql) {
    return sql.map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches() || STRING.matcher(text).matches())
        .map(text -> text.replace('\'', '"'))
        .or(() -> sql.filter(text -> text.strip().matches("(?i)true|false")).map(DjangoValue::bool))
        .orElse("…");
  }

  private static String bool(String text) {
    return text.strip().equalsIgnoreCase("true") ? "True" : "False";
  }
}
