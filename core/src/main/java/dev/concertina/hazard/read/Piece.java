package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.parser.Node;
import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement, or one command of ALTER TABLE, and the tokens that say it.
 *
 * @param place where it stands in the script, if its tokens are of another text: the body of a DO
 */
record Piece(Node tree, List<Token> tokens, Optional<Span> place) {

  private static final Set<String> COMMANDS =
      Set.of(
          "ADD",
          "ALTER",
          "ATTACH",
          "CLUSTER",
          "DETACH",
          "DISABLE",
          "DROP",
          "ENABLE",
          "FORCE",
          "INHERIT",
          "NO",
          "NOT",
          "OF",
          "OWNER",
          "RENAME",
          "REPLICA",
          "RESET",
          "SET",
          "VALIDATE");

  Span span() {
    return place.orElseGet(
        () ->
            tokens.isEmpty()
                ? new Span(0, 0)
                : new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end()));
  }

  /** The text on one line, without its comments. */
  String line() {
    StringBuilder line = new StringBuilder();
    int end = 0;
    for (Token token : tokens) {
      line.append(token.start() > end ? " " : "").append(token.text());
      end = token.end();
    }
    return line.toString().strip();
  }

  /** What begins at an offset or behind it. */
  Piece from(int offset) {
    return with(tokens.stream().filter(token -> token.start() >= offset).toList());
  }

  /** What stands before the first of some keywords outside of brackets; all, if there is none. */
  Piece before(Set<String> keywords) {
    return with(tokens.subList(0, first(keywords)));
  }

  /** What stands behind a keyword outside of brackets; nothing, if there is none. */
  Piece behind(String keyword) {
    int at = first(Set.of(keyword));
    return with(tokens.subList(Math.min(at + 1, tokens.size()), tokens.size()));
  }

  /** What stands behind the name of a relation with which this begins. */
  Piece behindRelation() {
    int at = !tokens.isEmpty() && tokens.get(0).is("ONLY") ? 2 : 1;
    while (at < tokens.size() && tokens.get(at).is(".")) {
      at += 2;
    }
    return with(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
  }

  /** What stands behind {@code ADD} and the name of a constraint. */
  Piece definition() {
    int named = tokens.size() > 1 && tokens.get(1).is("CONSTRAINT") ? 3 : 1;
    return with(tokens.subList(Math.min(named, tokens.size()), tokens.size()));
  }

  /** The same as a part of a tree, at the same place. */
  Piece part(Node other) {
    return new Piece(other, tokens, place);
  }

  private int first(Set<String> keywords) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += step(tokens.get(i));
      if (depth == 0 && keywords.stream().anyMatch(tokens.get(i)::is)) {
        return i;
      }
    }
    return tokens.size();
  }

  private Piece with(List<Token> fewer) {
    return new Piece(tree, fewer, place);
  }

  /** The commands of ALTER TABLE, each with its tokens. */
  List<Piece> commands() {
    List<Node> trees = tree.nodes("cmds");
    List<List<Token>> runs = runs();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      List<Token> own = runs.size() == trees.size() ? runs.get(i) : tokens;
      pieces.add(new Piece(trees.get(i), own, place));
    }
    return pieces;
  }

  /** The tokens between commas outside of brackets, without ALTER TABLE and its name. */
  private List<List<Token>> runs() {
    List<List<Token>> runs = new ArrayList<>();
    List<Token> run = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens.subList(firstCommand(), tokens.size())) {
      depth += step(token);
      if (depth == 0 && token.is(",")) {
        runs.add(run);
        run = new ArrayList<>();
      } else {
        run.add(token);
      }
    }
    runs.add(run);
    return runs;
  }

  private int firstCommand() {
    for (int i = 3; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (COMMANDS.stream().anyMatch(token::is) && !tokens.get(i - 1).is(".")) {
        return i;
      }
    }
    return 0;
  }

  private static int step(Token token) {
    if (token.is("(") || token.is("[")) {
      return 1;
    }
    return token.is(")") || token.is("]") ? -1 : 0;
  }
}
