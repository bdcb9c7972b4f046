package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.action.TriggerAction.OfPolicy.Change;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.Expression;
import dev.concertina.hazard.model.IndexSpec;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.hazard.model.Query;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.TableSpec;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    byKind.put("CreateTrigStmt", TableReaders::createTrigger);
    byKind.put("RuleStmt", s -> List.of(new TriggerAction.OfRule(table(s), false, s.span())));
    byKind.put("CreatePolicyStmt", s -> policy(s, Change.CREATE));
    byKind.put("AlterPolicyStmt", s -> policy(s, Change.ALTER));
  }

  private static List<Action> createTable(Piece statement) {
    Node tree = statement.tree();
    QualifiedName name = table(statement);
    Optional<Node> bound = tree.node("partbound");
    List<QualifiedName> parents = tree.nodes("inhRelations").stream().map(TreeNames::of).toList();
    return List.of(
        new TableAction.Create(
            name,
            kind(tree, bound.isPresent()),
            tree.flag("if_not_exists"),
            spec(tree),
            bound.map(values -> new PartitionOf(parents.get(0), values.flag("is_default"))),
            bound.flatMap(Bounds::range),
            bound.isPresent() ? List.of() : parents,
            statement.span()));
  }

  private static TableSpec spec(Node tree) {
    List<Node> elements = tree.nodes("tableElts");
    boolean whole =
        tree.nodes("inhRelations").isEmpty()
            && tree.node("ofTypename").isEmpty()
            && elements.stream().noneMatch(element -> element.is("TableLikeClause"));
    return new TableSpec(
        whole,
        elements.stream().filter(e -> e.is("ColumnDef")).map(Columns::of).toList(),
        elements.stream()
            .filter(Constraints::isConstraint)
            .map(constraint -> Constraints.of(constraint, Optional.empty()))
            .toList(),
        tree.node("partspec").stream()
            .flatMap(key -> key.nodes("partParams").stream())
            .flatMap(part -> Stream.concat(part.text("name").stream(), Columns.in(part).stream()))
            .collect(Collectors.toSet()));
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
    Query query = query(tree);
    List<String> aliases = tree.node("into").map(into -> into.texts("colNames")).orElse(List.of());
    boolean view = tree.text("objtype").orElse("").equals("OBJECT_MATVIEW");
    Action creates =
        view
            ? new ViewAction.Create(name, false, true, query, aliases, statement.span())
            : new TableAction.CreateAs(name, query, aliases, statement.span());
    boolean empty = tree.node("into").filter(into -> into.flag("skipData")).isPresent();
    return Stream.concat(
            tree.node("query").stream()
                .filter(select -> !empty)
                .flatMap(select -> WholeReads.of(select, statement).stream()),
            Stream.of(creates))
        .toList();
  }

  private static Query query(Node tree) {
    return tree.node("query").map(QueryReader::read).orElse(Query.UNKNOWN);
  }

  private static List<Action> createIndex(Piece statement) {
    Node tree = statement.tree();
    QualifiedName table = table(statement);
    boolean only = !tree.node("relation").orElseThrow().flag("inh");
    return List.of(
        new IndexAction.Create(
            tree.text("idxname").map(TreeNames::of).map(n -> table.sibling(n.name())),
            table,
            index(tree),
            tree.flag("concurrent"),
            tree.flag("if_not_exists"),
            only,
            statement.behind("ON").behindRelation().line(),
            statement.span()));
  }

  private static IndexSpec index(Node tree) {
    List<Node> elements = tree.nodes("indexParams");
    List<String> columns = elements.stream().map(e -> e.text("name").orElse("")).toList();
    Optional<Node> condition = tree.node("whereClause");
    return new IndexSpec(
        tree.flag("unique"),
        columns.contains("") ? List.of() : columns,
        condition.isPresent(),
        Expressions.of(
            Stream.concat(
                elements.stream().flatMap(element -> element.node("expr").stream()),
                condition.stream())));
  }

  private static List<Action> reindex(Piece statement) {
    Node tree = statement.tree();
    boolean concurrently = Options.isOn(tree, "params", "concurrently");
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
    return List.of(
        new ViewAction.Create(
            view,
            tree.flag("replace"),
            false,
            query(tree),
            tree.texts("aliases"),
            statement.span()));
  }

  private static List<Action> refresh(Piece statement) {
    return List.of(
        new ViewAction.Refresh(
            table(statement),
            statement.tree().flag("concurrent"),
            statement.tree().flag("skipData"),
            statement.span()));
  }

  private static List<Action> createTrigger(Piece statement) {
    Node tree = statement.tree();
    List<String> reads =
        Stream.concat(
                tree.texts("columns").stream(),
                tree.node("whenClause").stream().flatMap(when -> Columns.in(when).stream()))
            .distinct()
            .toList();
    return List.of(
        new TriggerAction.Create(
            table(statement),
            name(statement, "trigname"),
            TreeNames.of(tree.texts("funcname")),
            reads,
            statement.span()));
  }

  private static List<Action> policy(Piece statement, Change change) {
    Node tree = statement.tree();
    Span span = statement.span();
    QualifiedName table = TreeNames.of(tree.node("table").orElseThrow());
    boolean restrictive = change == Change.CREATE && !tree.flag("permissive");
    Expression conditions =
        Expressions.of(Stream.of("qual", "with_check").flatMap(field -> tree.node(field).stream()));
    return List.of(
        new TriggerAction.OfPolicy(
            table,
            name(statement, "policy_name"),
            change,
            restrictive,
            conditions.columns(),
            span));
  }

  static QualifiedName table(Piece statement) {
    return TreeNames.of(statement.tree().node("relation").orElseThrow());
  }

  private static String name(Piece statement, String field) {
    return statement.tree().text(field).orElse("");
  }
}
