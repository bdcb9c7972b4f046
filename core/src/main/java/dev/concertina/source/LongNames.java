package dev.concertina.source;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.Token;
import dev.concertina.sql.Identifier;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Refuses names that PostgreSQL's scanner would cut to 63 bytes without a word: the tree already
 * holds the other, shorter name ("Lexical Structure" in its documentation).
 */
final class LongNames {

  private LongNames() {}

  static void refuse(ParsedScript script, Function<ParsedStatement, Origin> origin) {
    for (ParsedStatement statement : script.statements()) {
      for (Token token : script.tokensOf(statement)) {
        if (bytes(token) > Identifier.MAX_BYTES) {
          throw new MigrationException(
              "name-too-long",
              "The name "
                  + token.text()
                  + " is longer than "
                  + Identifier.MAX_BYTES
                  + " bytes; PostgreSQL would cut it silently.",
              "Choose a shorter name.",
              origin.apply(statement));
        }
      }
    }
  }

  /** Escapes in {@code U&""} are counted as they are written, which is never less. */
  private static int bytes(Token token) {
    String name =
        switch (token.kind()) {
          case IDENTIFIER -> token.text();
          case QUOTED_IDENTIFIER -> token.text().replace("\"\"", "q").replaceAll("^[uU]&", "");
          default -> "";
        };
    int quotes = token.kind() == Token.Kind.QUOTED_IDENTIFIER ? 2 : 0;
    return Math.max(0, name.getBytes(StandardCharsets.UTF_8).length - quotes);
  }
}
