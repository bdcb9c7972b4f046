package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.AddLabel.Place;
import dev.concertina.hazard.action.ObjectAction.Kind;
import dev.concertina.hazard.action.Other;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.Node;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code RENAME}, {@code SET SCHEMA} and what ALTER TYPE does to an enum. */
final class RenameReaders {

  private RenameReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("RenameStmt", s -> List.of(rename(s.tree(), s.span())));
    byKind.put("AlterObjectSchemaStmt", s -> List.of(move(s.tree(), s.span())));
    byKind.put("AlterEnumStmt", s -> List.of(alterEnum(s.tree(), s.span())));
  }

  private static Action rename(Node tree, Span span) {
    String kind = tree.text("renameType").orElse("");
    String part = tree.text("subname").orElse("");
    String newName = tree.text("newname").orElse("");
    return switch (kind) {
      case "OBJECT_COLUMN" -> new RenameAction.OfColumn(relation(tree), part, newName, span);
      case "OBJECT_TABCONSTRAINT" ->
          new RenameAction.OfConstraint(relation(tree), part, newName, span);
      case "OBJECT_ATTRIBUTE" -> new RenameAction.OfAttribute(relation(tree), part, span);
      case "OBJECT_SCHEMA" ->
          new RenameAction.OfSchema(TreeNames.of(part), TreeNames.of(newName), span);
      case "OBJECT_ROLE" ->
          new SessionAction.LoseConnection("The role " + part + " is called otherwise", span);
      case "OBJECT_DATABASE" ->
          new SessionAction.LoseConnection("The database " + part + " is called otherwise", span);
      case "OBJECT_POLICY", "OBJECT_RULE", "OBJECT_TRIGGER" ->
          new TableAction.Minor(relation(tree), kind, LockMode.ACCESS_EXCLUSIVE, span);
      default -> whole(kind, tree, new Identifier(newName), span);
    };
  }

  /** Roles, tablespaces and the like have no name in the tree but the one that is renamed. */
  private static Action whole(String kind, Node tree, Identifier newName, Span span) {
    return named(tree)
        .map(name -> moved(kind, name, name.sibling(newName), span))
        .orElseGet(() -> new Other(kind, span));
  }

  private static Action move(Node tree, Span span) {
    Identifier schema = new Identifier(tree.text("newschema").orElseThrow());
    String kind = tree.text("objectType").orElse("");
    return named(tree)
        .map(name -> moved(kind, name, new QualifiedName(schema, name.name()), span))
        .orElseGet(() -> new Other(kind, span));
  }

  private static Action moved(String kind, QualifiedName name, QualifiedName to, Span span) {
    return switch (kind) {
      case "OBJECT_TABLE", "OBJECT_FOREIGN_TABLE" ->
          new RenameAction.OfTable(name, to, false, span);
      case "OBJECT_VIEW", "OBJECT_MATVIEW" -> new RenameAction.OfTable(name, to, true, span);
      case "OBJECT_INDEX" -> new RenameAction.OfIndex(name, to, span);
      case "OBJECT_SEQUENCE" -> new RenameAction.OfSequence(name, to, span);
      case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE" ->
          new RenameAction.OfFunction(name, to, span);
      case "OBJECT_TYPE", "OBJECT_DOMAIN" -> new RenameAction.OfType(name, to, span);
      case "OBJECT_EXTENSION" -> new RenameAction.OfObject(Kind.EXTENSION, name, span);
      case "OBJECT_COLLATION", "OBJECT_OPERATOR", "OBJECT_TSCONFIGURATION", "OBJECT_TSDICTIONARY" ->
          new RenameAction.OfObject(Kind.OTHER, name, span);
      default -> new Other(kind, span);
    };
  }

  private static Action alterEnum(Node tree, Span span) {
    QualifiedName type = TreeNames.of(tree.texts("typeName"));
    String label = tree.text("newVal").orElse("");
    return tree.text("oldVal")
        .<Action>map(old -> new RenameAction.OfEnumValue(type, old, label, span))
        .orElseGet(() -> new ObjectAction.AddLabel(type, label, place(tree), span));
  }

  private static Optional<Place> place(Node addition) {
    return addition
        .text("newValNeighbor")
        .map(neighbour -> new Place(neighbour, addition.flag("newValIsAfter")));
  }

  private static QualifiedName relation(Node tree) {
    return TreeNames.of(tree.node("relation").orElseThrow());
  }

  private static Optional<QualifiedName> named(Node tree) {
    return tree.node("relation")
        .map(TreeNames::of)
        .or(() -> tree.node("object").flatMap(TreeNames::ofObject));
  }
}
