package dev.concertina.source.read;

import dev.concertina.parser.Node;
import dev.concertina.source.fragment.FragmentException;
import dev.concertina.source.fragment.Fragments;
import java.util.Optional;

/**
 * Cuts the author's own text of a type or an expression out of a statement. Each cut is parsed
 * again and must give the tree that it had in the statement, so that a wrong cut is never used.
 */
final class Slices {

  private final Fragments fragments;

  Slices(Fragments fragments) {
    this.fragments = fragments;
  }

  /** The text of the tokens, if it is just the given expression. */
  Optional<String> expression(Tokens tokens, Node tree) {
    try {
      return same(tokens, tree, fragments.expression(tokens.text()).tree());
    } catch (FragmentException e) {
      // The answer is that this text is no expression; the caller refuses the statement.
      return Optional.empty();
    }
  }

  /** The text of the tokens, if it is just the given type. */
  Optional<String> type(Tokens tokens, Node typeName) {
    try {
      return same(tokens, typeName, fragments.type(tokens.text()).tree());
    } catch (FragmentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> same(Tokens tokens, Node tree, Node parsed) {
    return tree.sameAs(parsed) ? Optional.of(tokens.text()) : Optional.empty();
  }
}
