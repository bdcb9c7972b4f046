package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.DataAction.Insert.Overriding;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Rows;
import dev.concertina.hazard.model.Value;
import dev.concertina.parser.Node;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    byKind.put("CopyStmt", CopyReader::read);
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
    Action inserts =
        new DataAction.Insert(
            TableReaders.table(statement),
            rows(tree),
            overriding(tree),
            tree.node("onConflictClause").isPresent(),
            query.isPresent() && !reads.isEmpty(),
            reads,
            statement.span());
    return Stream.concat(
            query.stream().flatMap(select -> WholeReads.of(select, statement).stream()),
            Stream.of(inserts))
        .toList();
  }

  private static Overriding overriding(Node insert) {
    return switch (insert.text("override").orElse("")) {
      case "OVERRIDING_SYSTEM_VALUE" -> Overriding.SYSTEM_VALUE;
      case "OVERRIDING_USER_VALUE" -> Overriding.USER_VALUE;
      default -> Overriding.NOT_SAID;
    };
  }

  private static Rows rows(Node insert) {
    Optional<Node> select = insert.node("selectStmt");
    List<List<Optional<Value>>> rows = new ArrayList<>();
    select.stream()
        .flatMap(values -> values.nodes("valuesLists").stream())
        .forEach(row -> rows.add(row.nodes("items").stream().map(DataReaders::value).toList()));
    select
        .map(query -> query.nodes("targetList"))
        .filter(list -> !list.isEmpty() && list.stream().noneMatch(DataReaders::isStar))
        .ifPresent(list -> rows.add(list.stream().map(DataReaders::selected).toList()));
    List<String> columns =
        insert.nodes("cols").stream().flatMap(column -> column.text("name").stream()).toList();
    if (rows.isEmpty() && select.isPresent()) {
      rows.add(Collections.nCopies(columns.size(), Optional.of(Value.UNKNOWN)));
    }
    return new Rows(columns.isEmpty() ? Optional.empty() : Optional.of(columns), rows);
  }

  /** Of a cell; empty for DEFAULT. */
  private static Optional<Value> value(Node cell) {
    return cell.is("SetToDefault") ? Optional.empty() : Optional.of(Values.of(cell));
  }

  private static Optional<Value> selected(Node target) {
    return target.node("val").map(Values::of);
  }

  private static boolean isStar(Node target) {
    return target.descendants().anyMatch(node -> node.is("A_Star"));
  }

  private static List<Action> update(Piece statement) {
    Node tree = statement.tree();
    if (Truths.of(tree).filter(Truths.Truth.NEVER::equals).isPresent()) {
      return List.of();
    }
    Map<String, Value> sets = new LinkedHashMap<>();
    Optional<String> twice = Optional.empty();
    for (Node target : tree.nodes("targetList")) {
      String column = target.text("name").orElse("");
      boolean whole = target.nodes("indirection").isEmpty();
      Optional<Value> before =
          Optional.ofNullable(
              sets.put(column, target.node("val").map(Values::of).orElse(Value.UNKNOWN)));
      twice = twice.or(() -> before.filter(any -> whole).map(any -> column));
    }
    List<String> reads =
        tree.nodes("targetList").stream()
            .flatMap(target -> target.node("val").stream())
            .flatMap(value -> Columns.in(value).stream())
            .distinct()
            .toList();
    return List.of(
        new DataAction.Update(
            TableReaders.table(statement),
            isFiltered(tree),
            Bounds.areOf(tree),
            sets,
            twice,
            reads,
            statement.span()));
  }

  private static boolean isFiltered(Node tree) {
    return tree.node("whereClause").isPresent()
        && Truths.of(tree).filter(Truths.Truth.ALWAYS::equals).isEmpty();
  }

  private static List<Action> delete(Piece statement) {
    Node tree = statement.tree();
    if (Truths.of(tree).filter(Truths.Truth.NEVER::equals).isPresent()) {
      return List.of();
    }
    return List.of(
        new DataAction.Delete(
            TableReaders.table(statement), isFiltered(tree), Bounds.areOf(tree), statement.span()));
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
            Map.of(),
            Optional.empty(),
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
    List<Action> reads = WholeReads.of(statement.tree(), statement);
    if (into.isPresent()) {
      Action creates =
          new TableAction.CreateAs(
              TreeNames.of(into.get()),
              QueryReader.read(statement.tree()),
              List.of(),
              statement.span());
      return Stream.concat(reads.stream(), Stream.of(creates)).toList();
    }
    return Stream.of(
            SessionReaders.setConfig(statement).stream(),
            ObjectReaders.setval(statement),
            reads.stream())
        .flatMap(actions -> actions)
        .toList();
  }
}
