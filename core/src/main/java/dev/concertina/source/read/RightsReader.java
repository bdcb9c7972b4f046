package dev.concertina.source.read;

import dev.concertina.change.ChangeRights;
import dev.concertina.parser.Node;
import java.util.Optional;

/**
 * {@code GRANT} and {@code REVOKE} of rights on objects; of roles, they concern the whole server.
 */
final class RightsReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    return Reading.of(
        new ChangeRights(
            statement.sql(),
            tree.flag("is_grant"),
            tree.nodes("privileges").stream().anyMatch(right -> !right.texts("cols").isEmpty()),
            Optional.empty(),
            statement.origin()));
  }
}
