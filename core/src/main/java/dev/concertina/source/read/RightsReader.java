package dev.concertina.source.read;

import dev.concertina.change.ChangeRights;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;
import java.util.List;
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
            objects(tree),
            Optional.empty(),
            statement.origin()));
  }

  private static List<ObjectName> objects(Node tree) {
    List<Optional<ObjectName>> named =
        tree.text("objtype").flatMap(ObjectNames::kind).stream()
            .flatMap(kind -> tree.nodes("objects").stream().map(object -> object(kind, object)))
            .toList();
    boolean all = tree.text("targtype").filter("ACL_TARGET_OBJECT"::equals).isPresent();
    return all && named.stream().allMatch(Optional::isPresent)
        ? named.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<ObjectName> object(ObjectKind kind, Node object) {
    return object.kind().equals("RangeVar")
        ? Optional.of(ObjectNames.ofRange(kind, object))
        : ObjectNames.of(kind, object);
  }
}
