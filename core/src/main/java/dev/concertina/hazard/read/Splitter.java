package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a script at its semicolons without understanding it: for scripts of which PostgreSQL refuses
 * a part, so that the rest can still be judged.
 */
final class Splitter {

  /** What may hold a semicolon that ends nothing: comments, strings, names, dollar quotes. */
  private static final Pattern OPAQUE =
      Pattern.compile(
          "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"[^\"]*\"|(\\$[A-Za-z_]*\\$).*?\\1|;",
          Pattern.DOTALL);

  private Splitter() {}

  /** The pieces between semicolons, blank ones left out. */
  static List<Span> split(String script) {
    List<Span> pieces = new ArrayList<>();
    int from = 0;
    Matcher next = OPAQUE.matcher(script);
    while (next.find()) {
      if (next.group().equals(";")) {
        add(script, from, next.start(), pieces);
        from = next.end();
      }
    }
    add(script, from, script.length(), pieces);
    return pieces;
  }

  private static void add(String script, int start, int end, List<Span> pieces) {
    String text = script.substring(start, end);
    if (!text.isBlank()) {
      int leading = text.length() - text.stripLeading().length();
      pieces.add(new Span(start + leading, start + leading + text.strip().length()));
    }
  }
}
