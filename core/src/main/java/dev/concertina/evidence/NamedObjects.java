package dev.concertina.evidence;

import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;
import dev.concertina.source.read.ObjectNames;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from statements which functions and types they take away, and which they make. */
final class NamedObjects {

  private static final Set<String> ROUTINES =
      Set.of("OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE");
  private static final Set<String> TYPES = Set.of("OBJECT_TYPE", "OBJECT_DOMAIN");

  private final Identifier creationSchema;

  /**
   * Reads nothing yet.
   *
   * @param creationSchema of names without one
   */
  NamedObjects(Identifier creationSchema) {
    this.creationSchema = creationSchema;
  }

  /** What a statement takes away under its name: dropped, renamed, or in another schema. */
  List<DoomedObject> removed(Node tree) {
    return switch (tree.kind()) {
      case "DropStmt" -> {
        List<DoomedObject> dropped = new ArrayList<>();
        for (Node object : tree.nodes("objects")) {
          object(tree.text("removeType").orElse(""), object).ifPresent(dropped::add);
        }
        yield List.copyOf(dropped);
      }
      case "RenameStmt" -> one(tree, "renameType").stream().toList();
      case "AlterObjectSchemaStmt" -> one(tree, "objectType").stream().toList();
      default -> List.of();
    };
  }

  /** What a statement makes under a name. */
  List<DoomedObject> added(Node tree) {
    Optional<DoomedObject> made =
        switch (tree.kind()) {
          case "CreateFunctionStmt" ->
              Optional.of(
                  new DoomedObject.Routine(
                      qualified(tree.texts("funcname")),
                      ObjectNames.created(tree).map(ObjectName::arguments)));
          case "CreateEnumStmt", "CreateRangeStmt" -> Optional.of(type(tree.texts("typeName")));
          case "CreateDomainStmt" -> Optional.of(type(tree.texts("domainname")));
          case "CompositeTypeStmt" -> tree.node("typevar").map(this::type);
          case "RenameStmt" ->
              one(tree, "renameType")
                  .flatMap(old -> tree.text("newname").map(name -> renamed(old, name)));
          default -> Optional.empty();
        };
    return made.stream().toList();
  }

  private Optional<DoomedObject> one(Node tree, String kind) {
    return tree.node("object").flatMap(object -> object(tree.text(kind).orElse(""), object));
  }

  private Optional<DoomedObject> object(String type, Node object) {
    if (ROUTINES.contains(type)) {
      return Optional.of(
          new DoomedObject.Routine(
              qualified(object.texts("objname")),
              ObjectNames.of(ObjectKind.FUNCTION, object).map(ObjectName::arguments)));
    }
    return TYPES.contains(type)
        ? ObjectNames.of(ObjectKind.TYPE, object).map(name -> type(name.names()))
        : Optional.empty();
  }

  private static DoomedObject renamed(DoomedObject old, String name) {
    QualifiedName made = old.relation().sibling(new Identifier(name));
    return old instanceof DoomedObject.Routine routine
        ? new DoomedObject.Routine(made, routine.arguments())
        : new DoomedObject.Type(made);
  }

  private DoomedObject type(Node range) {
    return new DoomedObject.Type(
        new QualifiedName(
            range.text("schemaname").map(Identifier::new).orElse(creationSchema),
            new Identifier(range.text("relname").orElseThrow())));
  }

  private DoomedObject type(List<String> names) {
    return new DoomedObject.Type(qualified(names));
  }

  private QualifiedName qualified(List<String> names) {
    Identifier last = new Identifier(names.get(names.size() - 1));
    return names.size() < 2
        ? new QualifiedName(creationSchema, last)
        : new QualifiedName(new Identifier(names.get(names.size() - 2)), last);
  }
}
