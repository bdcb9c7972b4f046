package dev.concertina.source.read;

import dev.concertina.change.AlterObject;
import dev.concertina.change.AlterObject.Alteration;
import dev.concertina.change.MoveTable;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;

/** {@code ALTER} of anything but a table and an index: its name, schema, owner or definition. */
final class AlterObjectReader implements StatementReader {

  static final List<String> STATEMENTS =
      List.of(
          "AlterDomainStmt",
          "AlterFunctionStmt",
          "AlterObjectSchemaStmt",
          "AlterOwnerStmt",
          "AlterPolicyStmt",
          "AlterPublicationStmt",
          "AlterSeqStmt",
          "AlterStatsStmt");

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    if (NeverAsWritten.reason(statement).isPresent() || tree.flag("missing_ok")) {
      return OtherStatements.refused(statement);
    }
    if (tree.is("AlterObjectSchemaStmt")
        && tree.text("objectType").orElse("").equals("OBJECT_TABLE")) {
      return move(statement);
    }
    return object(tree)
        .map(object -> altered(object, statement))
        .orElseGet(() -> OtherStatements.refused(statement));
  }

  /** What an ALTER TABLE statement says of a view, a sequence or another relation. */
  static Reading relation(Written statement) {
    Node tree = statement.tree();
    List<Node> commands = tree.nodes("cmds");
    boolean owner =
        commands.size() == 1 && commands.get(0).text("subtype").orElse("").equals("AT_ChangeOwner");
    return ObjectNames.kind(tree.text("objtype").orElse(""))
        .filter(kind -> kind != ObjectKind.INDEX && kind != ObjectKind.TABLE)
        .flatMap(kind -> tree.node("relation").map(r -> ObjectNames.ofRange(kind, r)))
        .filter(object -> !tree.flag("missing_ok"))
        .map(
            object ->
                reading(object, owner ? Alteration.OWNER : Alteration.DEFINITION, "", statement))
        .orElseGet(() -> OtherStatements.refused(statement));
  }

  private static Reading altered(ObjectName object, Written statement) {
    Node tree = statement.tree();
    return switch (tree.kind()) {
      case "RenameStmt" ->
          reading(object, Alteration.NAME, tree.text("newname").orElse(""), statement);
      case "AlterObjectSchemaStmt" ->
          reading(object, Alteration.SCHEMA, tree.text("newschema").orElse(""), statement);
      case "AlterOwnerStmt" -> reading(object, Alteration.OWNER, "", statement);
      default -> reading(object, Alteration.DEFINITION, "", statement);
    };
  }

  private static Reading reading(ObjectName object, Alteration what, String to, Written statement) {
    return Reading.of(
        new AlterObject(
            object,
            what,
            to.isEmpty() ? Optional.empty() : Optional.of(new Identifier(to)),
            statement.sql(),
            Optional.empty(),
            statement.origin()));
  }

  private static Reading move(Written statement) {
    Node table = statement.tree().node("relation").orElseThrow();
    return Tables.problem("ALTER TABLE … SET SCHEMA", table, false)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(
            () ->
                Reading.of(
                    new MoveTable(
                        Tables.of(table),
                        new Identifier(statement.tree().text("newschema").orElseThrow()),
                        statement.origin())));
  }

  private static Optional<ObjectName> object(Node tree) {
    return switch (tree.kind()) {
      case "AlterDomainStmt" ->
          Optional.of(new ObjectName(ObjectKind.DOMAIN, tree.texts("typeName")));
      case "AlterFunctionStmt" ->
          ObjectNames.kind(tree.text("objtype").orElse(""))
              .flatMap(kind -> tree.node("func").flatMap(f -> ObjectNames.of(kind, f)));
      case "AlterPolicyStmt" ->
          tree.node("table")
              .flatMap(
                  table ->
                      tree.text("policy_name")
                          .map(name -> ObjectNames.ofTable(ObjectKind.POLICY, table, name)));
      case "AlterPublicationStmt" ->
          tree.text("pubname").map(name -> new ObjectName(ObjectKind.PUBLICATION, List.of(name)));
      case "AlterSeqStmt" ->
          tree.node("sequence").map(s -> ObjectNames.ofRange(ObjectKind.SEQUENCE, s));
      case "AlterStatsStmt" ->
          Optional.of(new ObjectName(ObjectKind.STATISTICS, tree.texts("defnames")));
      case "RenameStmt" -> named(tree, "renameType");
      default -> named(tree, "objectType");
    };
  }

  private static Optional<ObjectName> named(Node tree, String field) {
    return ObjectNames.kind(tree.text(field).orElse(""))
        .filter(kind -> kind != ObjectKind.TABLE && kind != ObjectKind.INDEX)
        .filter(kind -> kind != ObjectKind.COLUMN)
        .flatMap(kind -> named(kind, tree));
  }

  private static Optional<ObjectName> named(ObjectKind kind, Node tree) {
    Optional<Node> relation = tree.node("relation");
    if (kind.isOfTable()) {
      return relation.flatMap(
          table -> tree.text("subname").map(name -> ObjectNames.ofTable(kind, table, name)));
    }
    return relation
        .map(range -> ObjectNames.ofRange(kind, range))
        .or(() -> tree.node("object").flatMap(object -> ObjectNames.of(kind, object)))
        .or(() -> tree.text("subname").map(name -> new ObjectName(kind, List.of(name))));
  }
}
