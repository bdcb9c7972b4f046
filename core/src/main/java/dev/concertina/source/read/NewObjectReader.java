package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.CreateObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;

/** What CREATE makes, but for tables and indexes. */
final class NewObjectReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    boolean holdsOthers = !tree.nodes("schemaElts").isEmpty();
    if (holdsOthers || NeverAsWritten.reason(statement).isPresent()) {
      return OtherStatements.refused(statement);
    }
    return object(tree)
        .<Change>map(
            object ->
                new CreateObject(
                    object,
                    madeFor(tree),
                    statement.sql(),
                    tree.flag("replace"),
                    tree.flag("if_not_exists"),
                    Optional.empty(),
                    statement.origin()))
        .map(Reading::of)
        .orElseGet(() -> OtherStatements.refused(statement));
  }

  private static Optional<TableRef> madeFor(Node tree) {
    return tree.is("CreateStatsStmt")
        ? CreatedTables.single(SubjectTables.of(tree))
        : Optional.empty();
  }

  private static Optional<ObjectName> object(Node tree) {
    return switch (tree.kind()) {
      case "CreateEnumStmt", "CreateRangeStmt" ->
          Optional.of(new ObjectName(ObjectKind.TYPE, tree.texts("typeName")));
      case "CompositeTypeStmt" ->
          tree.node("typevar").map(type -> ObjectNames.ofRange(ObjectKind.TYPE, type));
      case "CreateDomainStmt" ->
          Optional.of(new ObjectName(ObjectKind.DOMAIN, tree.texts("domainname")));
      case "CreateSeqStmt" ->
          tree.node("sequence").map(s -> ObjectNames.ofRange(ObjectKind.SEQUENCE, s));
      case "CreateSchemaStmt" -> named(ObjectKind.SCHEMA, tree.text("schemaname"));
      case "CreateExtensionStmt" -> named(ObjectKind.EXTENSION, tree.text("extname"));
      case "CreatePublicationStmt" -> named(ObjectKind.PUBLICATION, tree.text("pubname"));
      case "ViewStmt" -> tree.node("view").map(v -> ObjectNames.ofRange(ObjectKind.VIEW, v));
      case "CreateTableAsStmt" -> materializedView(tree);
      case "CreateFunctionStmt" -> ObjectNames.created(tree);
      case "CreateStatsStmt" ->
          tree.texts("defnames").isEmpty()
              ? Optional.empty()
              : Optional.of(new ObjectName(ObjectKind.STATISTICS, tree.texts("defnames")));
      case "CreateTrigStmt" -> ofTable(tree, ObjectKind.TRIGGER, "relation", "trigname");
      case "RuleStmt" -> ofTable(tree, ObjectKind.RULE, "relation", "rulename");
      case "CreatePolicyStmt" -> ofTable(tree, ObjectKind.POLICY, "table", "policy_name");
      default -> Optional.empty();
    };
  }

  /** CREATE TABLE AS copies rows of one moment, and is none of these. */
  private static Optional<ObjectName> materializedView(Node tree) {
    return tree.text("objtype").orElse("").equals("OBJECT_MATVIEW")
        ? tree.node("into")
            .flatMap(into -> into.node("rel"))
            .map(view -> ObjectNames.ofRange(ObjectKind.MATERIALIZED_VIEW, view))
        : Optional.empty();
  }

  private static Optional<ObjectName> named(ObjectKind kind, Optional<String> name) {
    return name.map(n -> new ObjectName(kind, List.of(n)));
  }

  private static Optional<ObjectName> ofTable(
      Node tree, ObjectKind kind, String table, String name) {
    return tree.node(table).flatMap(t -> tree.text(name).map(n -> ObjectNames.ofTable(kind, t, n)));
  }
}
