package dev.concertina.lint.text;

import dev.concertina.lint.text.Outline.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text as the grammar can read it: without psql's commands and the data of COPY, and with a name
 * in the place of each placeholder ({@code ${schema}}, {@code :name}). Every token that stays keeps
 * its line and its column.
 */
public final class Legible {

  /**
   * Flyway's and Liquibase's placeholders, and psql's variables, which a cast or a slice is not.
   */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{[^}\\s]{1,200}}|(?<![:\\w\\]\\[=]):(?=[A-Za-z_]|\\z)");

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_]");

  private Legible() {}

  public static String of(String text) {
    Outline outline = Outline.of(text);
    Set<Stretch> foreign = Set.copyOf(outline.foreign());
    List<Stretch> apart = new ArrayList<>(outline.comments());
    apart.addAll(foreign);
    apart.addAll(outline.quoted());
    apart.sort(Comparator.comparingInt(Stretch::start));
    StringBuilder readable = new StringBuilder(text.length());
    int from = 0;
    for (Stretch stretch : apart) {
      readable.append(withoutPlaceholders(text.substring(from, stretch.start())));
      String piece = stretch.of(text);
      readable.append(foreign.contains(stretch) ? blank(piece) : piece);
      from = stretch.end();
    }
    return readable.append(withoutPlaceholders(text.substring(from))).toString();
  }

  /** Nothing but the line ends; a command of psql that sends a statement leaves its semicolon. */
  private static String blank(String piece) {
    String lines = Lines.blank(piece);
    return piece.startsWith("\\g") ? ";" + lines : lines;
  }

  private static String withoutPlaceholders(String code) {
    return code.indexOf(':') < 0 && code.indexOf('$') < 0
        ? code
        : PLACEHOLDER.matcher(code).replaceAll(Legible::name);
  }

  private static String name(MatchResult placeholder) {
    String found = placeholder.group();
    return found.equals(":") ? " " : NOT_IN_A_NAME.matcher(found).replaceAll("_");
  }
}
