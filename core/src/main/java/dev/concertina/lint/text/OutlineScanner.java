package dev.concertina.lint.text;

import dev.concertina.lint.text.Outline.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes over a text once. The rules are those of "Lexical Structure" in PostgreSQL's documentation;
 * what is not closed ends with the text.
 */
final class OutlineScanner {

  private static final Pattern DOLLAR = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
  private static final Pattern END_OF_DATA = Pattern.compile("(?m)^\\\\\\.\\r?$");

  private final String text;
  private final List<Stretch> statements = new ArrayList<>();
  private final List<Stretch> comments = new ArrayList<>();
  private final List<Stretch> foreign = new ArrayList<>();
  private final List<Stretch> quoted = new ArrayList<>();

  private StatementWords words = new StatementWords();
  private int at;

  /** The first token of the open statement; -1 between statements. */
  private int open = -1;

  private int lastEnd;

  OutlineScanner(String text) {
    this.text = text;
  }

  Outline scan() {
    while (at < text.length()) {
      next();
    }
    close();
    return new Outline(statements, comments, foreign, quoted);
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (text.startsWith("--", at)) {
      at = add(comments, commentEnd());
    } else if (text.startsWith("/*", at)) {
      at = add(comments, blockEnd());
    } else if (c == '\\') {
      psql();
    } else if (c == ';' && words.mayEnd()) {
      semicolon();
    } else {
      token(c);
    }
  }

  /** No SQL has a backslash outside of quotes; one that begins with g sends the statement. */
  private void psql() {
    if (text.startsWith("\\g", at)) {
      close();
    }
    at = add(foreign, lineEnd(at));
  }

  private void semicolon() {
    boolean data = words.readsData();
    close();
    at++;
    if (data) {
      int from = Math.min(text.length(), lineEnd(at) + 1);
      Matcher end = END_OF_DATA.matcher(text);
      if (end.find(from)) {
        at = from;
        at = add(foreign, end.end());
      }
    }
  }

  private void token(char c) {
    if (open < 0) {
      open = at;
    }
    if (isWord(c)) {
      word();
    } else if (c == '\'') {
      at = add(quoted, stringEnd(words.isEscapePrefix(at)));
    } else if (c == '"') {
      at = add(quoted, quoteEnd('"', at + 1));
    } else if (c == '$') {
      dollar();
    } else {
      words.symbol(c);
      at++;
    }
    lastEnd = at;
  }

  private void word() {
    int start = at;
    while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '$')) {
      at++;
    }
    words.word(text.substring(start, at).toLowerCase(Locale.ROOT), at);
  }

  private void dollar() {
    Matcher tag = DOLLAR.matcher(text).region(at, text.length());
    if (tag.lookingAt()) {
      int end = text.indexOf(tag.group(), tag.end());
      at = add(quoted, end < 0 ? text.length() : end + tag.group().length());
    } else {
      at++;
    }
  }

  private void close() {
    if (open >= 0) {
      statements.add(new Stretch(open, lastEnd));
    }
    open = -1;
    words = new StatementWords();
  }

  private int add(List<Stretch> kind, int end) {
    kind.add(new Stretch(at, end));
    return end;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** A carriage return alone ends it as well ("Comments" of the lexer in PostgreSQL's source). */
  private int commentEnd() {
    int line = lineEnd(at);
    int end = text.substring(at, line).indexOf('\r');
    return end < 0 ? line : at + end;
  }

  /** Block comments nest. */
  private int blockEnd() {
    int depth = 0;
    int i = at;
    do {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else {
        i++;
      }
    } while (depth > 0 && i < text.length());
    return Math.min(i, text.length());
  }

  private int stringEnd(boolean escapes) {
    if (!escapes) {
      return quoteEnd('\'', at + 1);
    }
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != '\'') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  /** A doubled quote opens the next piece at once, which comes to the same. */
  private int quoteEnd(char quote, int from) {
    int end = text.indexOf(quote, from);
    return end < 0 ? text.length() : end + 1;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || (c >= 0x80 && !Character.isWhitespace(c));
  }
}
