package dev.concertina.source.read;

import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A run of tokens. Text is only ever cut between tokens, and words and commas inside brackets are
 * not seen by the methods that search.
 *
 * @param script the whole script, in which the tokens' offsets count
 */
public record Tokens(String script, List<Token> list) {

  public Tokens {
    list = List.copyOf(list);
  }

  static Tokens of(ParsedStatement statement, ParsedScript script) {
    return new Tokens(script.sql(), script.tokensIn(statement));
  }

  /** The source text from the first token to the last; empty if there is none. */
  String text() {
    return list.isEmpty()
        ? ""
        : script.substring(list.get(0).start(), list.get(list.size() - 1).end());
  }

  /** The tokens that start at or behind an offset. */
  Tokens from(int offset) {
    return kept(token -> token.start() >= offset);
  }

  /** The tokens that start before an offset. */
  Tokens until(int offset) {
    return kept(token -> token.start() < offset);
  }

  /** The tokens behind the first that is the given keyword or symbol. */
  Optional<Tokens> behind(String word) {
    return first(word).map(token -> from(token.end()));
  }

  /** The tokens before the first that is the given keyword or symbol; all if there is none. */
  Tokens before(String word) {
    return first(word).map(token -> until(token.start())).orElse(this);
  }

  /** The first token outside of brackets that is the given keyword or symbol. */
  Optional<Token> first(String word) {
    int depth = 0;
    for (Token token : list) {
      depth += step(token);
      if (depth == 0 && token.is(word)) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** What stands in the first brackets, without them; empty if there are none. */
  Optional<Tokens> inBrackets() {
    int depth = 0;
    List<Token> inside = new ArrayList<>();
    for (Token token : list) {
      depth += step(token);
      if (depth == 0 && !inside.isEmpty()) {
        return Optional.of(new Tokens(script, inside.subList(1, inside.size())));
      }
      if (depth > 0) {
        inside.add(token);
      }
    }
    return Optional.empty();
  }

  /** The tokens up to the end of the given number of pairs of brackets. */
  Tokens untilBrackets(int pairs) {
    int depth = 0;
    int closed = 0;
    for (Token token : list) {
      int step = step(token);
      depth += step;
      closed += step < 0 && depth == 0 ? 1 : 0;
      if (closed == pairs) {
        return until(token.end());
      }
    }
    return this;
  }

  /** The runs between commas. */
  List<Tokens> splitAtCommas() {
    List<Tokens> runs = new ArrayList<>();
    List<Token> run = new ArrayList<>();
    int depth = 0;
    for (Token token : list) {
      depth += step(token);
      if (depth == 0 && token.is(",")) {
        runs.add(new Tokens(script, run));
        run = new ArrayList<>();
      } else {
        run.add(token);
      }
    }
    runs.add(new Tokens(script, run));
    return runs;
  }

  private Tokens kept(Predicate<Token> condition) {
    return new Tokens(script, list.stream().filter(condition).toList());
  }

  private static int step(Token token) {
    if (token.is("(") || token.is("[")) {
      return 1;
    }
    return token.is(")") || token.is("]") ? -1 : 0;
  }
}
