package dev.concertina.evidence;

import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;
import dev.concertina.source.read.ObjectNames;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from the statements of CONTRACT which functions and triggers it renews. */
final class RenewedReader {

  private final Identifier creationSchema;

  /**
   * Reads nothing yet.
   *
   * @param creationSchema of names without one
   */
  RenewedReader(Identifier creationSchema) {
    this.creationSchema = creationSchema;
  }

  /** Functions and procedures that are replaced; not one whose arguments are told by a column. */
  List<ObjectName> routines(List<Node> contract) {
    return contract.stream()
        .filter(tree -> tree.is("CreateFunctionStmt") && tree.flag("replace"))
        .flatMap(tree -> ObjectNames.created(tree).stream())
        .map(name -> qualified(name, 1))
        .toList();
  }

  /** Triggers that are replaced or dropped. */
  List<ObjectName> triggers(List<Node> contract) {
    return contract.stream()
        .flatMap(tree -> Stream.concat(replaced(tree).stream(), dropped(tree)))
        .map(name -> qualified(name, 2))
        .toList();
  }

  private static Optional<ObjectName> replaced(Node tree) {
    return tree.is("CreateTrigStmt") && tree.flag("replace")
        ? tree.node("relation")
            .flatMap(
                table ->
                    tree.text("trigname")
                        .map(name -> ObjectNames.ofTable(ObjectKind.TRIGGER, table, name)))
        : Optional.empty();
  }

  private static Stream<ObjectName> dropped(Node tree) {
    return tree.is("DropStmt")
            && tree.text("removeType").filter("OBJECT_TRIGGER"::equals).isPresent()
        ? tree.nodes("objects").stream()
            .map(object -> new ObjectName(ObjectKind.TRIGGER, object.texts("items")))
        : Stream.empty();
  }

  /** With the schema, where the name has as many parts as one without. */
  private ObjectName qualified(ObjectName name, int parts) {
    if (name.names().size() > parts) {
      return name;
    }
    List<String> names = new ArrayList<>(List.of(creationSchema.value()));
    names.addAll(name.names());
    return new ObjectName(name.kind(), names, name.arguments());
  }
}
