package dev.concertina.hazard.read;

import dev.concertina.parser.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A statement of a body in PL/pgSQL, without its semicolon.
 *
 * @param tokens never empty
 * @param branches those around it that may be passed over, outermost first
 * @param blocks all that are around it, outermost first
 * @param repeated whether a loop is around it that does not go over constants
 */
record Run(List<Token> tokens, List<Integer> branches, List<Block> blocks, boolean repeated) {

  /**
   * A part of a body.
   *
   * @param choice the same for parts of which one is carried out: those of an IF; a block and what
   *     it does when it has failed
   * @param branch 0 if it runs in any case
   */
  record Block(int choice, int branch) {}

  Run {
    tokens = List.copyOf(tokens);
    branches = List.copyOf(branches);
    blocks = List.copyOf(blocks);
  }

  /** COMMIT and ROLLBACK, which a body may only say outside of a transaction. */
  boolean endsTransaction() {
    return word(0).equals("COMMIT") || word(0).equals("ROLLBACK");
  }

  int size() {
    return tokens.size();
  }

  /** The word or mark at a place, in upper case; empty for what is quoted and behind the end. */
  String word(int at) {
    return at >= 0 && at < tokens.size() ? word(tokens.get(at)) : "";
  }

  static String word(Token token) {
    return switch (token.kind()) {
      case KEYWORD, IDENTIFIER, SYMBOL -> token.text().toUpperCase(Locale.ROOT);
      default -> "";
    };
  }

  /** The place of the first of some words outside of brackets, or behind the last token. */
  int find(int from, Set<String> words) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      if (depth == 0 && words.contains(word(i))) {
        return i;
      }
      depth += depthOf(word(i));
    }
    return tokens.size();
  }

  /** How a mark changes the depth of brackets. */
  static int depthOf(String word) {
    return switch (word) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }

  /** Its text from one token to before another, as the body writes it. */
  String text(String body, int from, int to) {
    return from >= to ? "" : body.substring(tokens.get(from).start(), tokens.get(to - 1).end());
  }
}
