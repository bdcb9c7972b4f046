package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.Node;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What reads and writes rows, and what empties or locks tables. */
final class DataReaders {

  private static final List<LockMode> MODES = List.of(LockMode.values());

  private DataReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    Map<String, Function<Piece, List<Action>>> writers =
        Map.of(
            "InsertStmt", DataReaders::insert,
            "UpdateStmt", DataReaders::update,
            "MergeStmt", DataReaders::merge,
            "DeleteStmt", DataReaders::delete);
    writers.forEach((kind, writer) -> byKind.put(kind, s -> withQueries(s, writers, writer)));
    byKind.put("TruncateStmt", DataReaders::truncate);
    byKind.put("LockStmt", DataReaders::lock);
    byKind.put("SelectStmt", s -> withQueries(s, writers, DataReaders::select));
  }

  /** What the queries of WITH write comes before the statement itself. */
  private static List<Action> withQueries(
      Piece statement,
      Map<String, Function<Piece, List<Action>>> writers,
      Function<Piece, List<Action>> itself) {
    Stream<Action> before =
        statement.tree().node("withClause").stream()
            .flatMap(with -> with.nodes("ctes").stream())
            .flatMap(query -> query.node("ctequery").stream())
            .map(statement::part)
            .flatMap(query -> reader(query, writers).apply(query).stream());
    return Stream.concat(before, itself.apply(statement).stream()).toList();
  }

  private static Function<Piece, List<Action>> reader(
      Piece query, Map<String, Function<Piece, List<Action>>> writers) {
    return writers.getOrDefault(query.tree().kind(), reads -> List.of());
  }

  private static List<Action> insert(Piece statement) {
    Node tree = statement.tree();
    Optional<Node> query =
        tree.node("selectStmt").filter(select -> select.nodes("valuesLists").isEmpty());
    List<QualifiedName> reads =
        query.stream()
            .flatMap(select -> select.descendants())
            .filter(node -> node.is("RangeVar"))
            .map(TreeNames::of)
            .toList();
    return List.of(
        new DataAction.Insert(
            TableReaders.table(statement),
            query.isPresent() && !reads.isEmpty(),
            given(tree),
            reads,
            statement.span()));
  }

  /** None, where DEFAULT stands in the place of some value: which one it is, is not told. */
  private static List<String> given(Node insert) {
    boolean overrides =
        !insert.text("override").orElse("OVERRIDING_NOT_SET").equals("OVERRIDING_NOT_SET");
    return overrides || insert.descendants().anyMatch(node -> node.is("SetToDefault"))
        ? List.of()
        : insert.nodes("cols").stream().flatMap(column -> column.text("name").stream()).toList();
  }

  private static List<Action> update(Piece statement) {
    Node tree = statement.tree();
    List<String> writes =
        tree.nodes("targetList").stream().flatMap(target -> target.text("name").stream()).toList();
    List<String> reads =
        tree.nodes("targetList").stream()
            .flatMap(target -> target.node("val").stream())
            .flatMap(value -> Columns.in(value).stream())
            .distinct()
            .toList();
    return List.of(
        new DataAction.Update(
            TableReaders.table(statement),
            tree.node("whereClause").isPresent(),
            Bounds.areOf(tree),
            writes,
            reads,
            statement.span()));
  }

  private static List<Action> delete(Piece statement) {
    Node tree = statement.tree();
    return List.of(
        new DataAction.Delete(
            TableReaders.table(statement),
            tree.node("whereClause").isPresent(),
            Bounds.areOf(tree),
            statement.span()));
  }

  /** MERGE from a whole table writes every row that has a partner there. */
  private static List<Action> merge(Piece statement) {
    boolean whole =
        statement.tree().node("sourceRelation").filter(Bounds::isWholeTable).isPresent();
    boolean changes =
        statement.tree().nodes("mergeWhenClauses").stream()
            .map(clause -> clause.text("commandType").orElse(""))
            .anyMatch(command -> command.equals("CMD_UPDATE") || command.equals("CMD_DELETE"));
    return List.of(
        new DataAction.Update(
            TableReaders.table(statement),
            !whole,
            !whole || !changes,
            List.of(),
            List.of(),
            statement.span()));
  }

  private static List<Action> truncate(Piece statement) {
    Node tree = statement.tree();
    boolean cascade = tree.text("behavior").orElse("").equals("DROP_CASCADE");
    return tree.nodes("relations").stream()
        .map(
            relation ->
                (Action)
                    new TableAction.Truncate(TreeNames.of(relation), cascade, statement.span()))
        .toList();
  }

  /** The mode is its number in PostgreSQL, from 1, in the order of {@link LockMode}. */
  private static List<Action> lock(Piece statement) {
    LockMode mode = MODES.get(statement.tree().number("mode", MODES.size()) - 1);
    return statement.tree().nodes("relations").stream()
        .map(
            relation ->
                (Action)
                    new TableAction.LockExplicitly(TreeNames.of(relation), mode, statement.span()))
        .toList();
  }

  private static List<Action> select(Piece statement) {
    Optional<Node> into = statement.tree().node("intoClause").flatMap(clause -> clause.node("rel"));
    if (into.isPresent()) {
      return List.of(new TableAction.CreateAs(TreeNames.of(into.get()), statement.span()));
    }
    return Stream.concat(
            SessionReaders.setConfig(statement).stream(), ObjectReaders.setval(statement))
        .toList();
  }
}
