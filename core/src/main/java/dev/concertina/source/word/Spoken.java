package dev.concertina.source.word;

import dev.concertina.change.RunPhase;
import dev.concertina.source.directive.Allowance;
import dev.concertina.source.directive.StatementDirectives;
import dev.concertina.source.directive.StatementDirectives.Value;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one word says, with the directives that belong to it.
 *
 * @param line the 1-based line on which the word stands
 */
public record Spoken(Said said, StatementDirectives directives, int line) {

  /** A word that says nothing about how its statement is carried out. */
  public static Spoken of(Said said, int line) {
    return new Spoken(said, StatementDirectives.NONE, line);
  }

  /** The fields {@code up}, {@code down}, {@code phase} and {@code allow} of a statement's word. */
  static Spoken of(Said said, Given given, int line) {
    if (said instanceof Said.Whole) {
      return of(said, line);
    }
    StatementDirectives directives =
        new StatementDirectives(
            expression(given, "up"),
            expression(given, "down"),
            given
                .word("phase")
                .map(word -> RunPhase.valueOf(word.toUpperCase(Locale.ROOT)))
                .map(phase -> new Value<>(phase, given.text("phase").line())),
            allowances(given));
    return new Spoken(said, directives, line);
  }

  private static Optional<Value<String>> expression(Given given, String key) {
    return given.expression(key).map(Sql::sql).map(sql -> new Value<>(sql, given.text(key).line()));
  }

  private static List<Allowance> allowances(Given given) {
    return given.reasons("allow").stream()
        .map(named -> new Allowance(named.name().value(), named.value(), given.line()))
        .toList();
  }
}
