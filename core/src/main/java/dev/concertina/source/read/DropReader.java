package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropObject;
import dev.concertina.change.DropTable;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code DROP} of tables, indexes and other objects, with one or several. */
final class DropReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    String kind = statement.tree().text("removeType").orElse("");
    if (!kind.equals("OBJECT_TABLE") && !kind.equals("OBJECT_INDEX")) {
      return other(statement);
    }
    List<Change> changes = new ArrayList<>();
    for (Node object : statement.tree().nodes("objects")) {
      Optional<TableRef> name = Tables.of(object.texts("items"));
      if (name.isEmpty()) {
        return new Reading.Refused(
            Refusal.always("DROP", "it names a database", "Name it by schema and name."));
      }
      changes.add(change(kind, name.get(), statement));
    }
    return Reading.of(changes);
  }

  /** Objects that are dropped together may depend on each other: they stay together. */
  private static Reading other(Written statement) {
    Node tree = statement.tree();
    Optional<ObjectKind> kind = ObjectNames.kind(tree.text("removeType").orElse(""));
    List<ObjectName> objects =
        tree.nodes("objects").stream()
            .flatMap(object -> kind.flatMap(k -> ObjectNames.of(k, object)).stream())
            .toList();
    if (objects.size() < tree.nodes("objects").size()) {
      return kind.filter(ObjectKind::hasArguments).isPresent()
          ? new Reading.Refused(
              Refusal.of(
                  "DROP " + kind.get().sql(),
                  "it names no arguments, and others may come to have the name",
                  "Write them: DROP FUNCTION twice(int), or stamp() if it has none."))
          : OtherStatements.refused(statement);
    }
    return Reading.of(new DropObject(objects, tree.flag("missing_ok"), statement.origin()));
  }

  private static Change change(String kind, TableRef name, Written statement) {
    boolean ifExists = statement.tree().flag("missing_ok");
    boolean cascade = statement.tree().text("behavior").orElse("").equals("DROP_CASCADE");
    return kind.equals("OBJECT_TABLE")
        ? new DropTable(name, ifExists, cascade, statement.origin())
        : new DropIndex(name, ifExists, cascade, statement.origin());
  }
}
