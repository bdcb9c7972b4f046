package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes each word of a text for whatever it may be: a relation that is written as a whole, a
 * function that is called, a type, a column.
 */
final class WordFacts {

  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*(?:\\s*\\.\\s*[\\p{L}_][\\p{L}\\p{N}_$]*)*");

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"");

  private final Facts facts;

  WordFacts(Facts facts) {
    this.facts = facts;
  }

  /** A piece of SQL that the grammar refuses. */
  void read(List<Token> tokens) {
    boolean conflict = tokens.stream().anyMatch(token -> token.is("CONFLICT"));
    List<String> chain = new ArrayList<>();
    boolean goesOn = false;
    for (Token token : tokens) {
      boolean dot = token.is(".");
      if (!dot && !(goesOn && Tokens.isName(token))) {
        name(chain, conflict);
        chain.clear();
      }
      goesOn = dot;
      read(token, chain);
    }
    name(chain, conflict);
  }

  private void read(Token token, List<String> chain) {
    switch (token.kind()) {
      case STRING -> facts.text(token.text());
      case SYMBOL -> facts.operator(token.text());
      case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER -> {
        // What U&"" names, its text does not show.
        if (token.kind() == Token.Kind.QUOTED_IDENTIFIER && !token.text().startsWith("\"")) {
          facts.see(Body.Sight.NOT_WHOLE);
        }
        chain.add(Tokens.name(token));
      }
      default -> {}
    }
  }

  /** A text that is no SQL, or that cannot be cut into tokens. */
  void read(String text) {
    facts.text(text);
    WORDS
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(words -> List.of(words.toLowerCase(Locale.ROOT).split("\\s*\\.\\s*")))
        .forEach(this::chain);
    QUOTED
        .matcher(text)
        .results()
        .forEach(quoted -> heard(List.of(quoted.group(1).replace("\"\"", "\""))));
  }

  /** {@code users.name%TYPE}; a variable has no dot. */
  void readColumn(List<String> parts) {
    if (parts.size() > 1) {
      Name relation = Name.of(parts.subList(0, parts.size() - 1));
      facts.touch(Touch.read(relation));
      facts.column(parts.get(parts.size() - 1), Set.of(relation));
    }
  }

  /** In another language a dot need not stand between a schema and a name. */
  private void chain(List<String> words) {
    heard(words);
    words.forEach(word -> heard(List.of(word)));
  }

  private void heard(List<String> chain) {
    Name name = Name.of(chain);
    facts.touch(Touch.perhaps(name));
    facts.call(name, Call.ANY);
    chain.forEach(word -> facts.column(word, Set.of()));
  }

  private void name(List<String> chain, boolean conflict) {
    if (chain.isEmpty()) {
      return;
    }
    for (int parts = 1; parts <= Math.min(2, chain.size()); parts++) {
      Name name = Name.of(chain.subList(0, parts));
      facts.touch(Touch.anyhow(name));
      facts.call(name, Call.ANY);
      facts.type(name);
      if (conflict) {
        facts.conflict(new Conflict(name, Optional.empty(), Set.of(), 1));
      }
    }
    chain
        .subList(1, chain.size())
        .forEach(field -> facts.call(Name.of(List.of(field)), Call.FIELD));
    chain.forEach(word -> facts.column(word, Set.of()));
    facts.useWhole(chain.get(0));
    if (chain.size() == 1 && Stars.ROWS.contains(chain.get(0))) {
      facts.rowOfTrigger();
    }
  }
}
