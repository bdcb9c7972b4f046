package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.Kind;
import dev.concertina.hazard.action.Other;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.action.TriggerAction.OfPolicy.Change;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.parser.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code DROP} of anything. */
final class DropReader {

  private DropReader() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("DropStmt", DropReader::read);
    byKind.put(
        "DropdbStmt",
        s ->
            List.of(
                new ObjectAction.Drop(
                    Kind.DATABASE,
                    TreeNames.of(s.tree().text("dbname").orElse("")),
                    false,
                    s.span())));
  }

  private static List<Action> read(Piece statement) {
    Node tree = statement.tree();
    String kind = tree.text("removeType").orElse("");
    return tree.nodes("objects").stream()
        .map(object -> drop(kind, parts(kind, object), tree, statement.span()))
        .toList();
  }

  private static List<String> parts(String kind, Node object) {
    if (kind.equals("OBJECT_CAST")) {
      List<String> types = object.nodes("items").stream().map(t -> Types.of(t).words()).toList();
      return List.of(String.join(" AS ", types));
    }
    return TreeNames.parts(object);
  }

  private static Action drop(String kind, List<String> parts, Node tree, Span span) {
    if (parts.isEmpty()) {
      return new Other(kind, span);
    }
    boolean ifExists = tree.flag("missing_ok");
    boolean cascade = tree.text("behavior").orElse("").equals("DROP_CASCADE");
    return switch (kind) {
      case "OBJECT_TABLE", "OBJECT_FOREIGN_TABLE" ->
          new TableAction.Drop(TreeNames.of(parts), ifExists, cascade, span);
      case "OBJECT_INDEX" ->
          new IndexAction.Drop(
              TreeNames.of(parts), tree.flag("concurrent"), ifExists, cascade, span);
      case "OBJECT_VIEW", "OBJECT_MATVIEW" ->
          new ViewAction.Drop(TreeNames.of(parts), ifExists, cascade, span);
      case "OBJECT_SEQUENCE" ->
          new ObjectAction.Drop(Kind.SEQUENCE, TreeNames.of(parts), cascade, span);
      case "OBJECT_EXTENSION" ->
          new ObjectAction.Drop(Kind.EXTENSION, TreeNames.of(parts), cascade, span);
      case "OBJECT_SCHEMA" ->
          new ObjectAction.Drop(Kind.SCHEMA, TreeNames.of(parts), cascade, span);
      case "OBJECT_TYPE", "OBJECT_DOMAIN" ->
          new ObjectAction.Drop(Kind.TYPE, TreeNames.of(parts), cascade, span);
      case "OBJECT_PUBLICATION" ->
          new ObjectAction.ChangePublication(TreeNames.of(parts), true, List.of(), false, span);
      case "OBJECT_CAST" -> new ObjectAction.Drop(Kind.CAST, TreeNames.of(parts), cascade, span);
      case "OBJECT_FDW", "OBJECT_FOREIGN_SERVER" ->
          new ObjectAction.Drop(Kind.FOREIGN_SERVER, TreeNames.of(parts), cascade, span);
      case "OBJECT_COLLATION",
          "OBJECT_LANGUAGE",
          "OBJECT_OPERATOR",
          "OBJECT_TSCONFIGURATION",
          "OBJECT_TSDICTIONARY" ->
          new ObjectAction.Drop(Kind.OTHER, TreeNames.of(parts), cascade, span);
      case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE" ->
          new ObjectAction.DropFunction(TreeNames.of(parts), cascade, span);
      case "OBJECT_TRIGGER" ->
          new TriggerAction.Drop(TreeNames.ownerOf(parts), parts.get(parts.size() - 1), span);
      case "OBJECT_RULE" -> new TriggerAction.OfRule(TreeNames.ownerOf(parts), true, span);
      case "OBJECT_POLICY" ->
          new TriggerAction.OfPolicy(
              TreeNames.ownerOf(parts),
              parts.get(parts.size() - 1),
              Change.DROP,
              false,
              List.of(),
              span);
      default -> new Other(kind, span);
    };
  }
}
