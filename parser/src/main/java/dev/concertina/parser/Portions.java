package dev.concertina.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a long script portion by portion, so that the trees of a few statements are in memory and
 * not those of all. A portion ends behind a semicolon that ends a statement: the grammar accepts
 * what stands before it, and its last token is that semicolon. One inside of a constant, a comment
 * or a body is none: what stands before it is refused, or ends in a comment.
 */
final class Portions {

  private final String sql;
  private final int size;
  private final Function<String, ParsedScript> grammar;

  /**
   * Reads nothing yet.
   *
   * @param size chars of a portion, unless a statement is longer
   */
  Portions(String sql, int size, Function<String, ParsedScript> grammar) {
    this.sql = sql;
    this.size = size;
    this.grammar = grammar;
  }

  /**
   * The texts of all statements, in order.
   *
   * @throws SqlSyntaxException with the place in the whole script
   */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < sql.length(); ) {
      from = read(from, texts);
    }
    return texts;
  }

  /** Where the portion ends that begins there. */
  private int read(int from, List<String> texts) {
    for (long length = size; ; length *= 2) {
      int end = end(from, length);
      try {
        ParsedScript portion = grammar.apply(sql.substring(from, end));
        if (end == sql.length() || endsIn(portion)) {
          portion.statements().forEach(statement -> texts.add(statement.text()));
          return end;
        }
      } catch (SqlSyntaxException e) {
        // What is wrong in the whole rest is wrong; what ends too early is not.
        if (end == sql.length()) {
          throw at(from, e);
        }
      }
    }
  }

  private int end(int from, long length) {
    if (from + length >= sql.length()) {
      return sql.length();
    }
    int limit = (int) (from + length);
    int last = sql.lastIndexOf(';', limit - 1);
    int semicolon = last >= from ? last : sql.indexOf(';', limit);
    return semicolon < 0 ? sql.length() : semicolon + 1;
  }

  private static boolean endsIn(ParsedScript portion) {
    List<Token> tokens = portion.tokens();
    return !tokens.isEmpty()
        && tokens.get(tokens.size() - 1).is(";")
        && tokens.get(tokens.size() - 1).end() == portion.sql().length();
  }

  private SqlSyntaxException at(int from, SqlSyntaxException e) {
    return e.offset() < 0
        ? e
        : new SqlSyntaxException(
            String.valueOf(e.getMessage()), new SourceMap(sql, ""), from + e.offset());
  }
}
