package dev.concertina.evidence.text;

import dev.concertina.parser.Node;
import dev.concertina.parser.Token;
import java.util.List;

/** What the grammar makes of the text of a live statement. */
public sealed interface Reading {

  /**
   * Exactly one SELECT, INSERT, UPDATE, DELETE or MERGE, which ends where its last token ends; or
   * one that stands for a command which names every relation that it touches.
   *
   * @param sql its text, with what normalisation broke mended; as hostile as before
   * @param tokens of {@code sql}
   * @param parameters the highest number of a parameter, 0 if there is none
   * @param command what it stands for
   */
  record Query(String sql, Node tree, List<Token> tokens, int parameters, Command command)
      implements Reading {
    public Query {
      tokens = List.copyOf(tokens);
    }

    /** What a server is asked by. */
    public QueryText text() {
      List<Token> places =
          tokens.stream().filter(token -> token.kind() == Token.Kind.PARAMETER).toList();
      return new QueryText(sql, places, parameters, command);
    }
  }

  /** A command of the session or the transaction, which by its grammar can name no relation. */
  record Idle() implements Reading {}

  /**
   * A command that runs code: no more is known than the names in it, as in the body of a function.
   *
   * @param language of the text
   * @param isCall whether it is the call of a procedure, and not a body
   * @param reason why PostgreSQL does not resolve it, a sentence
   */
  record Names(String language, String text, boolean isCall, String reason) implements Reading {}

  /**
   * Nothing that could be analysed.
   *
   * @param reason a sentence
   */
  record Unreadable(String reason) implements Reading {}
}
