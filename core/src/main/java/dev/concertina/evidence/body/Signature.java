package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a piece of a body and its counted text have in common: the server puts parameters in the
 * place of constants, and of a list of them only one ("pg_stat_statements").
 *
 * @param words of the piece, in the case in which they stand for the same
 */
public record Signature(List<String> words) {

  private static final String CONSTANT = "?";

  /** Words that are constants. */
  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

  public Signature {
    words = List.copyOf(words);
  }

  /** Of the tokens of one statement or expression. */
  static Signature of(List<Token> tokens) {
    List<String> words = new ArrayList<>();
    for (Token token : tokens) {
      String word = word(token);
      int last = words.size() - 1;
      boolean goesOn =
          word.equals(CONSTANT)
              && last > 0
              && words.get(last).equals(",")
              && words.get(last - 1).equals(CONSTANT);
      if (goesOn) {
        words.remove(last);
      } else if (!word.equals(";")) {
        words.add(word);
      }
    }
    return new Signature(words);
  }

  /** What stands behind {@code x :=}, or everything: the text of an assignment begins with it. */
  Signature withoutTarget() {
    int sign = words.indexOf(":=");
    return sign < 0 ? this : new Signature(words.subList(sign + 1, words.size()));
  }

  /** Whether a body may have it, by its names. */
  public boolean mayStandIn(String lowerCaseBody) {
    return words.stream().allMatch(word -> word.equals(CONSTANT) || stands(word, lowerCaseBody));
  }

  /** PERFORM becomes SELECT. */
  private static boolean stands(String word, String body) {
    return word.equals("select") || body.contains(word.toLowerCase(Locale.ROOT));
  }

  private static String word(Token token) {
    return switch (token.kind()) {
      case STRING, NUMBER, PARAMETER -> CONSTANT;
      case QUOTED_IDENTIFIER, SYMBOL -> token.text();
      case KEYWORD, IDENTIFIER -> {
        String word = token.text().toLowerCase(Locale.ROOT);
        yield CONSTANTS.contains(word) ? CONSTANT : word;
      }
    };
  }
}
