package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.List;

/**
 * A body in pieces.
 *
 * @param odd what could not be taken for anything
 * @param executed scripts of SQL that stand in the body as constants
 * @param buildsSql whether a piece of SQL is made only when it runs
 */
record Cuts(
    List<Cut> pieces,
    List<Declaration> variables,
    List<List<Token>> odd,
    List<String> executed,
    boolean buildsSql) {

  Cuts {
    pieces = List.copyOf(pieces);
    variables = List.copyOf(variables);
    odd = List.copyOf(odd);
    executed = List.copyOf(executed);
  }
}
