package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.DataAction.Insert.Overriding;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Rows;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** {@code COPY} of a table. */
final class CopyReader {

  private CopyReader() {}

  /** FROM writes what it is given into identity columns, too ("COPY" in the documentation). */
  static List<Action> read(Piece statement) {
    Node tree = statement.tree();
    Optional<QualifiedName> table = tree.node("relation").map(TreeNames::of);
    if (table.isEmpty()) {
      return tree.node("query").map(query -> WholeReads.of(query, statement)).orElse(List.of());
    }
    if (!tree.flag("is_from")) {
      return List.of(new TableAction.ReadWhole(table.get(), statement.span()));
    }
    List<String> columns = tree.texts("attlist");
    return List.of(
        new DataAction.Insert(
            table.get(),
            Rows.unknown(columns.isEmpty() ? Optional.empty() : Optional.of(columns)),
            Overriding.SYSTEM_VALUE,
            false,
            false,
            List.of(),
            statement.span()));
  }
}
