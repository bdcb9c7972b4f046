package dev.concertina.source.read;

import dev.concertina.parser.Node;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.Optional;

/**
 * Cuts the author's own text of a type or an expression out of a statement. Each cut is parsed
 * again and must give the tree that it had in the statement, so that a wrong cut is never used.
 */
final class Slices {

  private final PostgresParser parser;

  Slices(PostgresParser parser) {
    this.parser = parser;
  }

  /** The text of the tokens, if it is just the given expression. */
  Optional<String> expression(Tokens tokens, Node tree) {
    return parsed(tokens.text()).filter(tree::sameAs).map(same -> tokens.text());
  }

  /** The text of the tokens, if it is just the given type. */
  Optional<String> type(Tokens tokens, Node typeName) {
    return parsed("CAST(NULL AS " + tokens.text() + "\n)")
        .flatMap(cast -> cast.node("typeName"))
        .filter(typeName::sameAs)
        .map(same -> tokens.text());
  }

  private Optional<Node> parsed(String expression) {
    try {
      // The grammar takes the word DEFAULT for an expression; only INSERT and UPDATE can use it.
      return Optional.of(parser.parseExpression(expression).tree())
          .filter(tree -> tree.descendants().noneMatch(node -> node.is("SetToDefault")));
    } catch (SqlSyntaxException e) {
      // The answer is that this text is no expression; the caller refuses the statement.
      return Optional.empty();
    }
  }
}
