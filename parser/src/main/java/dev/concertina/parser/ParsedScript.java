package dev.concertina.parser;

import java.util.List;

/**
 * A script as PostgreSQL reads it. Immutable.
 *
 * @param sql the script
 * @param statements its statements, in order; empty statements leave no trace
 * @param comments every comment, in order, those inside statements included
 * @param tokens every other token, in order
 */
public record ParsedScript(
    String sql, List<ParsedStatement> statements, List<Comment> comments, List<Token> tokens) {

  /** Copies the lists. */
  public ParsedScript {
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
    tokens = List.copyOf(tokens);
  }

  /** The tokens of one statement of this script, their offsets relative to the statement's text. */
  public List<Token> tokensOf(ParsedStatement statement) {
    int base = statement.start();
    return tokensIn(statement).stream()
        .map(t -> new Token(t.kind(), t.text(), t.start() - base, t.end() - base))
        .toList();
  }

  /** The tokens of one statement of this script, their offsets those in the script. */
  public List<Token> tokensIn(ParsedStatement statement) {
    return tokensFrom(statement.start()).stream()
        .takeWhile(token -> token.end() <= statement.end())
        .toList();
  }

  /** The tokens that start at or behind an offset. */
  public List<Token> tokensFrom(int offset) {
    return tokens.subList(firstFrom(offset), tokens.size());
  }

  /** The place of the first token from an offset on; a script may have 100,000 statements. */
  private int firstFrom(int offset) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
