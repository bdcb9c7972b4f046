package dev.concertina.hazard.read;

import dev.concertina.hazard.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SQL that is put together when it runs, as far as it can be told before: what is only known then
 * has a name in its place.
 */
record Shape(List<Part> parts) {

  /** A piece of it. */
  sealed interface Part {

    /** Text that stands there as it is. */
    record Known(String text) implements Part {}

    /**
     * What is known only when it runs.
     *
     * @param source the expression, in short
     */
    record Unknown(String source, Form form) implements Part {}
  }

  /** What an unknown piece is known to be. */
  enum Form {
    NAME,
    CONSTANT,
    ANYTHING
  }

  private static final Part NOTHING = new Part.Known("");
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_]+");
  private static final int LONGEST = 40;

  Shape {
    parts = parts.stream().filter(part -> !part.equals(NOTHING)).toList();
  }

  static Shape of(String text) {
    return new Shape(List.of(new Part.Known(text)));
  }

  static Shape unknown(String source, Form form) {
    String brief = source.length() > LONGEST ? source.substring(0, LONGEST) : source;
    return new Shape(List.of(new Part.Unknown(brief, form)));
  }

  Shape plus(Shape other) {
    return new Shape(Stream.concat(parts.stream(), other.parts.stream()).toList());
  }

  /** Whether nothing of it is unknown. */
  boolean isWhole() {
    return parts.stream().allMatch(Part.Known.class::isInstance);
  }

  /** Whether it begins with words, which say what it does. */
  boolean isReadable() {
    return !parts.isEmpty() && parts.get(0) instanceof Part.Known first && !first.text().isBlank();
  }

  /** The SQL. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Known known) {
        text.append(known.text());
      } else if (parts.get(i) instanceof Part.Unknown unknown) {
        text.append(written(unknown, text, i + 1));
      }
    }
    return text.toString();
  }

  private String written(Part.Unknown unknown, CharSequence before, int next) {
    String name = Names.unknown(unknown.source());
    return switch (unknown.form()) {
      case NAME -> "\"" + name + "\"";
      case CONSTANT -> "'" + name + "'";
      case ANYTHING -> isGlued(before, next) ? word(unknown.source()) : "\"" + name + "\"";
    };
  }

  /** Whether it is a part of a longer word, or stands in quotes already. */
  private boolean isGlued(CharSequence before, int next) {
    List<Character> beside = new ArrayList<>();
    if (!before.isEmpty()) {
      beside.add(before.charAt(before.length() - 1));
    }
    if (next < parts.size() && parts.get(next) instanceof Part.Known known) {
      beside.add(known.text().charAt(0));
    }
    return beside.stream()
        .anyMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '"' || c == '\'');
  }

  private static String word(String source) {
    return NOT_IN_A_NAME.matcher(source).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
