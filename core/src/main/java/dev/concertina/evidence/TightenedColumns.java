package dev.concertina.evidence;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads from the statements of CONTRACT which columns an INSERT may not leave out any more. Whether
 * a value obeys a new rule, no statement tells; that it gives none, it does.
 */
final class TightenedColumns {

  private final Function<Node, QualifiedName> naming;
  private final Map<Place, DoomedObject.Omission> found = new LinkedHashMap<>();

  /** A column as it is called at the moment. */
  private record Place(QualifiedName table, Identifier column) {}

  private TightenedColumns(Function<Node, QualifiedName> naming) {
    this.naming = naming;
  }

  /**
   * Candidates: what the columns are before, the catalog knows.
   *
   * @param naming the name of a {@code RangeVar}
   */
  static List<DoomedObject.Omission> of(List<Node> contract, Function<Node, QualifiedName> naming) {
    TightenedColumns columns = new TightenedColumns(naming);
    contract.forEach(columns::read);
    return columns.found.values().stream()
        .filter(column -> column.required() || column.preset().filter(given -> !given).isPresent())
        .toList();
  }

  private void read(Node tree) {
    if (tree.is("AlterTableStmt")) {
      tree.node("relation")
          .map(naming)
          .ifPresent(table -> tree.nodes("cmds").forEach(command -> read(table, command)));
    } else if (tree.is("RenameStmt")
        && tree.text("renameType").filter("OBJECT_COLUMN"::equals).isPresent()) {
      renamed(
          naming.apply(tree.node("relation").orElseThrow()),
          new Identifier(tree.text("subname").orElseThrow()),
          new Identifier(tree.text("newname").orElseThrow()));
    }
  }

  private void read(QualifiedName table, Node command) {
    Optional<Identifier> name = command.text("name").map(Identifier::new);
    if (name.isEmpty()) {
      return;
    }
    Place place = new Place(table, name.get());
    switch (command.text("subtype").orElse("")) {
      case "AT_SetNotNull" -> put(place, true, Optional.empty());
      case "AT_ColumnDefault" -> put(place, false, Optional.of(command.node("def").isPresent()));
      case "AT_AddIdentity" -> put(place, false, Optional.of(true));
      case "AT_DropIdentity", "AT_DropExpression" -> put(place, false, Optional.of(false));
      case "AT_DropColumn" -> found.remove(place);
      default -> {
        // Says nothing of NULLs.
      }
    }
  }

  private void put(Place place, boolean required, Optional<Boolean> preset) {
    DoomedObject.Omission known = at(place);
    found.put(
        place,
        new DoomedObject.Omission(
            known.relation(),
            known.column(),
            place.column(),
            known.required() || required,
            preset.or(known::preset)));
  }

  private void renamed(QualifiedName table, Identifier from, Identifier to) {
    DoomedObject.Omission known = at(new Place(table, from));
    found.remove(new Place(table, from));
    found.put(
        new Place(table, to),
        new DoomedObject.Omission(table, known.column(), to, known.required(), known.preset()));
  }

  private DoomedObject.Omission at(Place place) {
    return found.getOrDefault(
        place,
        new DoomedObject.Omission(
            place.table(), place.column(), place.column(), false, Optional.empty()));
  }
}
