package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement of SQL in PL/pgSQL fills by INTO ("Executing a Command with a Single-Row
 * Result"). SQL has none, but for INSERT and MERGE.
 *
 * @param rest the statement without it
 * @param targets each a variable with its fields
 */
record IntoClause(List<Token> rest, List<List<String>> targets) {

  static IntoClause cutOut(List<Token> statement) {
    List<Token> rest = new ArrayList<>();
    List<List<String>> filled = new ArrayList<>();
    Tokens walk = new Tokens(statement);
    String before = "";
    while (!walk.isAtEnd()) {
      String word = walk.next();
      if (word.equals("INTO") && !before.equals("INSERT") && !before.equals("MERGE")) {
        walk.skip(1);
        walk.skipIf("STRICT");
        filled.addAll(targets(variables(walk)));
      } else {
        rest.add(walk.take());
      }
      before = word;
    }
    return new IntoClause(rest, filled);
  }

  /** Of {@code x, r.y}. */
  static List<List<String>> targets(List<Token> list) {
    return Tokens.parts(list).stream()
        .map(part -> part.stream().filter(Tokens::isName).map(Tokens::name).toList())
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** A variable follows a comma only. */
  private static List<Token> variables(Tokens walk) {
    List<Token> list = new ArrayList<>();
    boolean more = walk.isName(0);
    while (more) {
      list.add(walk.take());
      while (walk.next().equals(".") && walk.isName(1)) {
        list.add(walk.take());
        list.add(walk.take());
      }
      more = walk.next().equals(",") && walk.isName(1);
      if (more) {
        list.add(walk.take());
      }
    }
    return list;
  }
}
