package dev.concertina.source.read;

import dev.concertina.parser.Node;
import java.util.Set;

/** {@code BEGIN} and {@code COMMIT} around a migration ask for nothing; the rest is refused. */
final class TransactionReader implements StatementReader {

  private static final Set<String> PLAIN =
      Set.of("TRANS_STMT_BEGIN", "TRANS_STMT_START", "TRANS_STMT_COMMIT");

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    boolean plain =
        PLAIN.contains(tree.text("kind").orElse(""))
            && !tree.flag("chain")
            && tree.nodes("options").isEmpty();
    return plain
        ? Reading.nothing()
        : new Reading.Refused(
            Refusal.always(
                OtherStatements.words(statement),
                "Concertina places the transactions itself, one for each step",
                "Leave it out; BEGIN and COMMIT alone are accepted and ignored."));
  }
}
