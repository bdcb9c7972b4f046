package dev.concertina.evidence.text;

import dev.concertina.parser.Token;
import java.util.List;
import java.util.function.Function;

/** The {@code $1} of a text. */
public final class Parameters {

  /** As many as one message of the protocol can hold. */
  static final int MOST = 65_535;

  private Parameters() {}

  /** The number of a parameter's token; one that no statement can have is {@code MOST + 1}. */
  public static int number(String token) {
    String digits = token.substring(1);
    return digits.length() > 6 ? MOST + 1 : Integer.parseInt(digits);
  }

  /** The text with the tokens for which there is a stand-in replaced. */
  public static String replace(String sql, List<Token> tokens, Function<Token, String> standIn) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Token token : tokens) {
      String stand = token.kind() == Token.Kind.PARAMETER ? standIn.apply(token) : token.text();
      out.append(sql, from, token.start()).append(stand);
      from = token.end();
    }
    return out.append(sql.substring(from)).toString();
  }

  static String replaceAll(String sql, List<Token> tokens, String standIn) {
    return replace(sql, tokens, token -> standIn);
  }
}
