package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL in a body.
 *
 * @param tokens without the variables that it fills; not empty
 * @param targets the variables that it fills, each by its parts
 */
record Cut(Kind kind, List<Token> tokens, List<List<String>> targets) {

  /** What is done with it. */
  enum Kind {
    /** A statement, which stands for itself or fills variables. */
    STATEMENT,
    /** What stands behind SELECT in a query, without this word. */
    EXPRESSION,
    /** The same, and nobody sees the result: PERFORM. */
    DISCARDED
  }

  Cut {
    tokens = List.copyOf(tokens);
    targets = List.copyOf(targets);
  }

  /** As a server counts it, which runs an expression without SELECT. */
  Signature signature() {
    Signature own = Signature.of(tokens);
    if (kind != Kind.DISCARDED) {
      return own;
    }
    List<String> words = new ArrayList<>(List.of("select"));
    words.addAll(own.words());
    return new Signature(words);
  }

  /** As one statement, without comments. */
  String sql() {
    String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    return kind == Kind.STATEMENT ? text : "SELECT " + text;
  }
}
