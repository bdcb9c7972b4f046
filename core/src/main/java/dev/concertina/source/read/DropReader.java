package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropTable;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code DROP TABLE} and {@code DROP INDEX}, with one object or several. */
final class DropReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    String kind = statement.tree().text("removeType").orElse("");
    if (!kind.equals("OBJECT_TABLE") && !kind.equals("OBJECT_INDEX")) {
      return OtherStatements.refused(statement);
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

  private static Change change(String kind, TableRef name, Written statement) {
    boolean ifExists = statement.tree().flag("missing_ok");
    boolean cascade = statement.tree().text("behavior").orElse("").equals("DROP_CASCADE");
    return kind.equals("OBJECT_TABLE")
        ? new DropTable(name, ifExists, cascade, statement.origin())
        : new DropIndex(name, ifExists, cascade, statement.origin());
  }
}
