package dev.concertina.source.read;

import dev.concertina.change.AsWritten;
import dev.concertina.change.RunPhase;
import java.util.Optional;

/**
 * An object that nothing can use before it is there, and that depends on no table: types, domains,
 * sequences, schemas, extensions. It is made as written when the deploy begins.
 */
final class NewObjectReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    boolean namesTable =
        statement.tree().is("CreateSeqStmt")
            && statement.tree().nodes("options").stream()
                .anyMatch(option -> option.text("defname").orElse("").equals("owned_by"));
    boolean holdsOthers = !statement.tree().nodes("schemaElts").isEmpty();
    if (namesTable || holdsOthers || NeverAsWritten.reason(statement).isPresent()) {
      return OtherStatements.refused(statement);
    }
    return Reading.of(
        new AsWritten(statement.sql(), RunPhase.EXPAND, Optional.empty(), statement.origin()));
  }
}
