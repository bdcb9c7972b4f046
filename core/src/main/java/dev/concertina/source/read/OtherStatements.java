package dev.concertina.source.read;

import dev.concertina.parser.Token;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Statements that no reader understands. */
final class OtherStatements {

  private static final int WORDS = 3;

  private OtherStatements() {}

  static Reading refused(Written statement) {
    return new Reading.Refused(
        NeverAsWritten.reason(statement)
            .map(why -> Refusal.always(words(statement), why, "Take it out of the migration."))
            .orElseGet(
                () ->
                    Refusal.of(
                        words(statement),
                        "Concertina does not know in which phase of a deploy it is safe",
                        "")));
  }

  /** The keywords that the statement begins with, such as {@code CREATE MATERIALIZED VIEW}. */
  static String words(Written statement) {
    List<Token> tokens = statement.tokens().list();
    String words =
        tokens.stream()
            .takeWhile(token -> token.kind() == Token.Kind.KEYWORD)
            .limit(WORDS)
            .map(token -> token.text().toUpperCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "A query" : words;
  }
}
