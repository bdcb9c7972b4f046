package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.parser.Node;
import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A statement, or one command of ALTER TABLE, and the tokens that say it.
 *
 * @param script the whole text, in which offsets count
 */
record Piece(Node tree, List<Token> tokens, String script) {

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
    return tokens.isEmpty()
        ? new Span(0, 0)
        : new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
  }

  String text() {
    return script.substring(span().start(), span().end());
  }

  /** The commands of ALTER TABLE, each with its tokens. */
  List<Piece> commands() {
    List<Node> trees = tree.nodes("cmds");
    List<List<Token>> runs = runs();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      List<Token> own = runs.size() == trees.size() ? runs.get(i) : tokens;
      pieces.add(new Piece(trees.get(i), own, script));
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
