package dev.concertina.cli.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * SQL on lines of a limited width. Nothing is left out: a line is broken only at a space outside
 * quotes and comments, where a break means nothing, and a line without such a place stays long.
 */
final class SqlText {

  private static final String CONTINUED = "    ";

  /** Words that read well at the start of a line. */
  private static final Set<String> OPENERS =
      Set.of(
          "and",
          "or",
          "set",
          "from",
          "where",
          "using",
          "add",
          "alter",
          "check",
          "references",
          "execute",
          "for",
          "on",
          "when",
          "values",
          "returning",
          "then",
          "else",
          "end",
          "begin",
          "as",
          "if",
          "default",
          "not",
          "returns",
          "language");

  private final int width;

  SqlText(int width) {
    this.width = width;
  }

  List<String> lines(String sql) {
    List<String> lines = new ArrayList<>();
    Quotes quotes = new Quotes();
    for (String line : sql.strip().split("\n", -1)) {
      wrap(line.stripTrailing(), quotes, lines);
      quotes.endLine();
    }
    return lines;
  }

  private void wrap(String line, Quotes quotes, List<String> lines) {
    String indent = " ".repeat(line.length() - line.stripLeading().length());
    List<Integer> spaces = breaks(line, quotes);
    String prefix = "";
    int from = 0;
    while (prefix.length() + line.length() - from > width) {
      int at = best(line, spaces, from, from + width - prefix.length());
      if (at < 0) {
        break;
      }
      lines.add(prefix + line.substring(from, at));
      from = at + 1;
      prefix = indent + CONTINUED;
    }
    lines.add(prefix + line.substring(from));
  }

  /** Where the line may be broken. */
  private static List<Integer> breaks(String line, Quotes quotes) {
    List<Integer> breaks = new ArrayList<>();
    boolean started = false;
    for (int i = 0; i < line.length(); i++) {
      quotes.next(line, i);
      if (line.charAt(i) == ' ' && started && quotes.outside()) {
        breaks.add(i);
      }
      started |= line.charAt(i) != ' ';
    }
    return breaks;
  }

  /**
   * The best break in (from, limit]: the last one that starts a clause, but for the first quarter,
   * else the last one that ends a list item in the second half, else the last one; beyond the limit
   * if there is none before; -1 if there is none.
   */
  private static int best(String line, List<Integer> breaks, int from, int limit) {
    int last = -1;
    int item = -1;
    int clause = -1;
    for (int at : breaks) {
      if (at > limit) {
        return last < 0 && at > from ? at : first(clause, item, last);
      }
      if (at > from) {
        last = at;
        item = at > (from + limit) / 2 && line.charAt(at - 1) == ',' ? at : item;
        clause = at > from + (limit - from) / 4 && opens(line, at + 1) ? at : clause;
      }
    }
    return first(clause, item, last);
  }

  private static int first(int... candidates) {
    return Arrays.stream(candidates).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  private static boolean opens(String line, int at) {
    int end = at;
    while (end < line.length() && Character.isLetter(line.charAt(end))) {
      end++;
    }
    return OPENERS.contains(line.substring(at, end).toLowerCase(Locale.ROOT));
  }

  /** Whether a place in the text is inside quotes or a comment. */
  private static final class Quotes {
    private char open;
    private boolean comment;

    void next(String line, int at) {
      char c = line.charAt(at);
      if (comment) {
        return;
      }
      if (open != 0) {
        open = c == open ? 0 : open;
      } else if (c == '\'' || c == '"') {
        open = c;
      } else if (c == '-' && at + 1 < line.length() && line.charAt(at + 1) == '-') {
        comment = true;
      }
    }

    boolean outside() {
      return open == 0 && !comment;
    }

    void endLine() {
      comment = false;
    }
  }
}
