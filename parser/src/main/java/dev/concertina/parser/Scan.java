package dev.concertina.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of PostgreSQL's scanner: the tokens of a text and, apart from them, its comments. */
record Scan(List<Token> tokens, List<Comment> comments) {
  private static final String NOT_A_KEYWORD = "NO_KEYWORD";

  /**
   * Reads what the scanner wrote about a text that the grammar has accepted.
   *
   * @throws IllegalStateException if the scanner refused the text
   */
  static Scan read(String json, String sql, SourceMap source) {
    if (!json.startsWith("{")) {
      throw new IllegalStateException("the grammar accepts what its scanner refuses: " + json);
    }
    List<Token> tokens = new ArrayList<>();
    List<Comment> comments = new ArrayList<>();
    LineCounter lines = new LineCounter(sql);
    // The scanner copies control characters as they are, which JSON does not allow. The texts are
    // not read here: the source has them.
    Node result = JsonTree.read(json.replaceAll("\\p{Cntrl}", " "), "ScanResult", source);
    for (Node item : result.nodes("tokens")) {
      int start = source.charOfByte(item.number("start", 0));
      int end = source.charOfByte(item.number("end", 0));
      if (start == end) {
        continue; // A token of the prefix.
      }
      String text = sql.substring(start, end);
      if (text.startsWith("--") || text.startsWith("/*")) {
        comments.add(new Comment(bare(text), start, end, lines.lineOf(start)));
      } else {
        tokens.add(new Token(kind(item, text), text, start, end));
      }
    }
    return new Scan(tokens, comments);
  }

  private static String bare(String comment) {
    int closing = comment.startsWith("/*") ? 2 : 0;
    return comment.substring(2, comment.length() - closing).strip();
  }

  private static Token.Kind kind(Node item, String text) {
    if (!item.text("keywordName").orElse(NOT_A_KEYWORD).equals(NOT_A_KEYWORD)) {
      return Token.Kind.KEYWORD;
    }
    char first = text.charAt(0);
    char second = text.length() > 1 ? text.charAt(1) : ' ';
    if (first == '$') {
      return Character.isDigit(second) ? Token.Kind.PARAMETER : Token.Kind.STRING;
    }
    if (Character.isDigit(first) || (first == '.' && Character.isDigit(second))) {
      return Token.Kind.NUMBER;
    }
    if (first == '\'' || first == '"') {
      return first == '"' ? Token.Kind.QUOTED_IDENTIFIER : Token.Kind.STRING;
    }
    return kindOfWord(text);
  }

  /** Tells names from prefixed strings and names: {@code E'', B'', X'', N'', U&'', U&""}. */
  private static Token.Kind kindOfWord(String text) {
    if (text.toUpperCase(Locale.ROOT).startsWith("U&\"")) {
      return Token.Kind.QUOTED_IDENTIFIER;
    }
    if (text.endsWith("'")) {
      return Token.Kind.STRING;
    }
    char first = text.charAt(0);
    boolean name = Character.isLetter(first) || first == '_' || first >= 0x80;
    return name ? Token.Kind.IDENTIFIER : Token.Kind.SYMBOL;
  }
}
