package dev.concertina.fuzz;

import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.source.Sources;
import java.nio.charset.StandardCharsets;

/**
 * For jazzer ({@code -Pfuzz}): a text is a script whose statements and tokens stand where they say,
 * or it is refused as SQL; the same for one expression.
 */
public final class ParserFuzz {

  private ParserFuzz() {}

  /** One text. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      ParsedScript script = Sources.PARSER.parse(text);
      for (ParsedStatement statement : script.statements()) {
        String cut = text.substring(statement.start(), statement.end());
        require(cut.equals(statement.text()), "a statement stands elsewhere");
        require(statement.line() > 0, "a statement has no line");
      }
      script.tokens().forEach(t -> require(t.start() < t.end(), "a token is empty"));
    } catch (SqlSyntaxException e) {
      require(e.line() > 0, "a refusal has no line");
    }
    try {
      Sources.PARSER.parseExpression(text);
    } catch (SqlSyntaxException e) {
      require(e.line() > 0, "a refusal has no line");
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
