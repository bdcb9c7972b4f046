package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.action.TriggerAction.OfPolicy.Change;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.hazard.model.Relation;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What makes tables, indexes, views, triggers and policies, or acts on them. */
final class TableReaders {

  private TableReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("CreateStmt", TableReaders::createTable);
    byKind.put("CreateTableAsStmt", TableReaders::createAs);
    byKind.put("IndexStmt", TableReaders::createIndex);
    byKind.put("ReindexStmt", TableReaders::reindex);
    byKind.put("ViewStmt", TableReaders::createView);
    byKind.put("RefreshMatViewStmt", TableReaders::refresh);
    byKind.put(
        "CreateTrigStmt",
        s -> List.of(new TriggerAction.Create(table(s), name(s, "trigname"), s.span())));
    byKind.put("RuleStmt", s -> List.of(new TriggerAction.OfRule(table(s), false, s.span())));
    byKind.put("CreatePolicyStmt", s -> policy(s, Change.CREATE));
    byKind.put("AlterPolicyStmt", s -> policy(s, Change.ALTER));
  }

  private static List<Action> createTable(Piece statement) {
    Node tree = statement.tree();
    QualifiedName name = table(statement);
    List<Node> elements = tree.nodes("tableElts");
    Optional<Node> bound = tree.node("partbound");
    List<QualifiedName> parents = tree.nodes("inhRelations").stream().map(TreeNames::of).toList();
    List<ColumnSpec> columns =
        elements.stream().filter(e -> e.is("ColumnDef")).map(Columns::of).toList();
    List<ConstraintSpec> constraints =
        elements.stream()
            .filter(Constraints::isConstraint)
            .map(constraint -> Constraints.of(constraint, Optional.empty()))
            .toList();
    return List.of(
        new TableAction.Create(
            name,
            kind(tree, bound.isPresent()),
            tree.flag("if_not_exists"),
            columns,
            constraints,
            bound.map(values -> new PartitionOf(parents.get(0), values.flag("is_default"))),
            bound.isPresent() ? List.of() : parents,
            statement.span()));
  }

  private static Relation.Kind kind(Node tree, boolean partition) {
    boolean temporary =
        tree.node("relation").flatMap(r -> r.text("relpersistence")).orElse("p").equals("t");
    if (temporary) {
      return Relation.Kind.TEMPORARY;
    }
    if (tree.node("partspec").isPresent()) {
      return Relation.Kind.PARTITIONED;
    }
    return partition ? Relation.Kind.PARTITION : Relation.Kind.TABLE;
  }

  private static List<Action> createAs(Piece statement) {
    Node tree = statement.tree();
    QualifiedName name =
        TreeNames.of(tree.node("into").flatMap(into -> into.node("rel")).orElseThrow());
    boolean view = tree.text("objtype").orElse("").equals("OBJECT_MATVIEW");
    return List.of(
        view
            ? new ViewAction.Create(name, false, true, statement.span())
            : new TableAction.CreateAs(name, statement.span()));
  }

  private static List<Action> createIndex(Piece statement) {
    Node tree = statement.tree();
    QualifiedName table = table(statement);
    List<String> columns =
        tree.nodes("indexParams").stream().map(e -> e.text("name").orElse("")).toList();
    boolean only = !tree.node("relation").orElseThrow().flag("inh");
    return List.of(
        new IndexAction.Create(
            tree.text("idxname").map(TreeNames::of).map(n -> table.sibling(n.name())),
            table,
            tree.flag("unique"),
            tree.flag("concurrent"),
            tree.flag("if_not_exists"),
            only,
            columns.contains("") ? List.of() : columns,
            statement.behind("ON").behindRelation().line(),
            statement.span()));
  }

  private static List<Action> reindex(Piece statement) {
    Node tree = statement.tree();
    boolean concurrently =
        tree.nodes("params").stream()
            .anyMatch(option -> option.text("defname").orElse("").equals("concurrently"));
    IndexAction.Reindex.Target target =
        switch (tree.text("kind").orElse("")) {
          case "REINDEX_OBJECT_INDEX" -> IndexAction.Reindex.Target.INDEX;
          case "REINDEX_OBJECT_TABLE" -> IndexAction.Reindex.Target.TABLE;
          default -> IndexAction.Reindex.Target.MORE;
        };
    QualifiedName name =
        tree.node("relation")
            .map(TreeNames::of)
            .orElseGet(() -> TreeNames.of(tree.text("name").orElse("database")));
    return List.of(new IndexAction.Reindex(target, name, concurrently, statement.span()));
  }

  private static List<Action> createView(Piece statement) {
    Node tree = statement.tree();
    QualifiedName view = TreeNames.of(tree.node("view").orElseThrow());
    return List.of(new ViewAction.Create(view, tree.flag("replace"), false, statement.span()));
  }

  private static List<Action> refresh(Piece statement) {
    return List.of(
        new ViewAction.Refresh(
            table(statement),
            statement.tree().flag("concurrent"),
            statement.tree().flag("skipData"),
            statement.span()));
  }

  private static List<Action> policy(Piece statement, Change change) {
    Node tree = statement.tree();
    Span span = statement.span();
    QualifiedName table = TreeNames.of(tree.node("table").orElseThrow());
    boolean restrictive = change == Change.CREATE && !tree.flag("permissive");
    return List.of(new TriggerAction.OfPolicy(table, change, restrictive, span));
  }

  static QualifiedName table(Piece statement) {
    return TreeNames.of(statement.tree().node("relation").orElseThrow());
  }

  private static String name(Piece statement, String field) {
    return statement.tree().text(field).orElse("");
  }
}
