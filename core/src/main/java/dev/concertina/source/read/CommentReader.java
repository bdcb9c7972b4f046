package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.SetComment;
import dev.concertina.parser.Node;
import java.util.Optional;

/** {@code COMMENT ON} anything that has an address. */
final class CommentReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    return ObjectNames.kind(tree.text("objtype").orElse(""))
        .flatMap(kind -> tree.node("object").flatMap(object -> ObjectNames.of(kind, object)))
        .<Change>map(
            object ->
                new SetComment(object, tree.text("comment"), Optional.empty(), statement.origin()))
        .map(Reading::of)
        .orElseGet(() -> OtherStatements.refused(statement));
  }
}
