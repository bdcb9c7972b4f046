package dev.concertina.client;

/**
 * Writes {@code $1} for the placeholders {@code ?} of JDBC, outside of quotes and comments, and
 * {@code ?} for {@code ??} ("Lexical Structure" in PostgreSQL's documentation).
 */
final class Placeholders {

  private final String sql;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int number;

  private Placeholders(String sql) {
    this.sql = sql;
  }

  static String numbered(String sql) {
    return new Placeholders(sql).run();
  }

  private String run() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        copyTo(quoteEnd('\'', isEscapeString()));
      } else if (c == '"') {
        copyTo(quoteEnd('"', false));
      } else if (sql.startsWith("--", at)) {
        copyTo(end(sql.indexOf('\n', at), 1));
      } else if (sql.startsWith("/*", at)) {
        copyTo(commentEnd());
      } else if (c == '$' && !isInName()) {
        copyTo(dollarEnd());
      } else if (sql.startsWith("??", at)) {
        out.append('?');
        at += 2;
      } else if (c == '?') {
        out.append('$').append(++number);
        at++;
      } else {
        copyTo(at + 1);
      }
    }
    return out.toString();
  }

  private void copyTo(int end) {
    out.append(sql, at, end);
    at = end;
  }

  private int end(int found, int length) {
    return found < 0 ? sql.length() : found + length;
  }

  private boolean isInName() {
    return at > 0 && Character.isJavaIdentifierPart(sql.charAt(at - 1));
  }

  private boolean isEscapeString() {
    boolean e = at > 0 && Character.toLowerCase(sql.charAt(at - 1)) == 'e';
    return e && (at == 1 || !Character.isJavaIdentifierPart(sql.charAt(at - 2)));
  }

  private int quoteEnd(char quote, boolean escapes) {
    int i = at + 1;
    while (i < sql.length()) {
      if (escapes && sql.charAt(i) == '\\') {
        i += 2;
      } else if (sql.charAt(i) != quote) {
        i++;
      } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return sql.length();
  }

  /** Comments nest. */
  private int commentEnd() {
    int depth = 0;
    int i = at;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return sql.length();
  }

  private int dollarEnd() {
    int close = at + 1;
    while (close < sql.length()
        && Character.isJavaIdentifierPart(sql.charAt(close))
        && sql.charAt(close) != '$') {
      close++;
    }
    if (close >= sql.length() || sql.charAt(close) != '$') {
      return at + 1;
    }
    String tag = sql.substring(at, close + 1);
    return end(sql.indexOf(tag, close + 1), tag.length());
  }
}
