package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A walk over the tokens of a body. Not thread-safe. */
final class Tokens {

  private final List<Token> all;
  private int at;

  Tokens(List<Token> all) {
    this.all = List.copyOf(all);
  }

  boolean isAtEnd() {
    return at >= all.size();
  }

  /** The word or mark that comes next, in upper case; empty for what is quoted and at the end. */
  String next() {
    return word(0);
  }

  String word(int ahead) {
    return at + ahead < all.size() ? word(all.get(at + ahead)) : "";
  }

  static String word(Token token) {
    return switch (token.kind()) {
      case KEYWORD, IDENTIFIER, SYMBOL -> token.text().toUpperCase(Locale.ROOT);
      default -> "";
    };
  }

  /** Whether a name may begin here, of a variable for instance. */
  boolean isName(int ahead) {
    return at + ahead < all.size() && isName(all.get(at + ahead));
  }

  static boolean isName(Token token) {
    return switch (token.kind()) {
      case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER -> true;
      default -> false;
    };
  }

  /** A name as the catalog stores it; of one in {@code U&""} its source. */
  static String name(Token token) {
    String text = token.text();
    return token.kind() == Token.Kind.QUOTED_IDENTIFIER && text.startsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text.toLowerCase(Locale.ROOT);
  }

  /** The value of an expression that is one constant, where its source tells it. */
  static Optional<String> constant(List<Token> expression) {
    if (expression.size() != 1 || expression.get(0).kind() != Token.Kind.STRING) {
      return Optional.empty();
    }
    String source = expression.get(0).text();
    if (source.startsWith("$")) {
      int tag = source.indexOf('$', 1) + 1;
      return Optional.of(source.substring(tag, source.length() - tag));
    }
    if (source.length() < 2 || !source.startsWith("'") || source.contains("\\")) {
      return Optional.empty();
    }
    // A backslash means what a setting says; two constants on two lines are one token.
    String inner = source.substring(1, source.length() - 1);
    return inner.replace("''", "").contains("'")
        ? Optional.empty()
        : Optional.of(inner.replace("''", "'"));
  }

  Token take() {
    return all.get(at++);
  }

  void skip(int tokens) {
    at = Math.min(at + tokens, all.size());
  }

  /** Goes on behind the word, if it comes next. */
  boolean skipIf(String word) {
    boolean found = next().equals(word);
    skip(found ? 1 : 0);
    return found;
  }

  /** The parts of the name that comes next: {@code a.b.c}; none if none comes. */
  List<String> chain() {
    List<String> parts = new ArrayList<>();
    while (isName(0)) {
      parts.add(name(take()));
      if (!next().equals(".") || !isName(1)) {
        return parts;
      }
      skip(1);
    }
    return parts;
  }

  /** What stands before the first of some words outside of brackets, and goes there. */
  List<Token> until(Set<String> words) {
    List<Token> taken = new ArrayList<>();
    int depth = 0;
    while (!isAtEnd() && (depth > 0 || !words.contains(next()))) {
      depth += depth(next());
      taken.add(take());
    }
    return taken;
  }

  /** The parts of a list between commas outside of brackets. */
  static List<List<Token>> parts(List<Token> list) {
    List<List<Token>> parts = new ArrayList<>();
    Tokens walk = new Tokens(list);
    while (!walk.isAtEnd()) {
      parts.add(walk.until(Set.of(",")));
      walk.skip(1);
    }
    return parts;
  }

  private static int depth(String word) {
    return switch (word) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }
}
