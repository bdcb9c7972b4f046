package dev.concertina.evidence.body;

import dev.concertina.evidence.tree.Write;
import dev.concertina.parser.Node;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the names in a statement of a body from its parse tree. Not thread-safe. */
final class TreeFacts {

  private static final Set<String> READABLE =
      Set.of(
          "SelectStmt",
          "InsertStmt",
          "UpdateStmt",
          "DeleteStmt",
          "MergeStmt",
          "CallStmt",
          "TruncateStmt",
          "LockStmt",
          "CreateTableAsStmt",
          "ExplainStmt",
          "DeclareCursorStmt",
          "VariableSetStmt",
          "VariableShowStmt",
          "ConstraintsSetStmt",
          "NotifyStmt",
          "TransactionStmt");

  private final Facts facts;
  private final Node statement;
  private final Ranges ranges;
  private final Stars stars;

  private TreeFacts(Facts facts, Node statement, Optional<Cut> cut) {
    this.facts = facts;
    this.statement = statement;
    this.ranges = new Ranges(statement);
    this.stars = new Stars(facts, ranges, statement, cut);
  }

  /** Whether all names of a statement stand where they are looked for. */
  static boolean canRead(Node statement) {
    return READABLE.contains(statement.kind());
  }

  /**
   * Reads one.
   *
   * @param cut where it stands, in PL/pgSQL
   */
  static void read(Facts facts, Node statement, Optional<Cut> cut) {
    new TreeFacts(facts, statement, cut).read();
  }

  private void read() {
    ranges.all().forEach(name -> facts.touch(Touch.read(name)));
    List<Node> nodes = statement.descendants().toList();
    stars.fill();
    nodes.forEach(stars::exempt);
    nodes.forEach(stars::inOutputs);
    nodes.forEach(this::read);
  }

  private void read(Node node) {
    switch (node.kind()) {
      case "RangeVar" -> renamedColumns(node);
      case "JoinExpr" -> joined(node);
      case "ColumnRef" -> column(node);
      case "FuncCall" -> call(node);
      case "A_Expr" -> node.texts("name").forEach(facts::operator);
      case "SubLink" -> node.texts("operName").forEach(facts::operator);
      case "SortBy" -> node.texts("useOp").forEach(facts::operator);
      case "TypeName" -> facts.type(Name.of(node.texts("names")));
      case "A_Const" -> node.text("sval").ifPresent(facts::text);
      case "A_Indirection" -> node.texts("indirection").forEach(facts::field);
      case "InsertStmt" -> insert(node);
      case "UpdateStmt" -> update(node);
      case "DeleteStmt" -> written(node, EnumSet.of(Write.DELETE), Set.of(), Set.of(), false);
      case "MergeStmt" -> merge(node);
      case "TruncateStmt" ->
          ranges
              .of(node.nodes("relations").stream())
              .forEach(name -> facts.touch(touch(name, EnumSet.of(Write.TRUNCATE))));
      default -> {}
    }
  }

  /** {@code users AS u (a, b)} counts the columns. */
  private void renamedColumns(Node range) {
    if (range.node("alias").filter(alias -> !alias.nodes("colnames").isEmpty()).isPresent()) {
      facts.touch(Touch.whole(Ranges.name(range)));
    }
  }

  private void joined(Node join) {
    if (join.flag("isNatural")) {
      ranges.all().forEach(name -> facts.touch(Touch.whole(name)));
    }
    join.texts("usingClause").forEach(name -> facts.column(name, ranges.all()));
  }

  private void column(Node reference) {
    List<String> parts = reference.texts("fields");
    if (Stars.isStar(reference)) {
      stars.elsewhere(reference);
    } else if (parts.size() == 1) {
      String name = parts.get(0);
      ranges.called(name).forEach(relation -> facts.touch(Touch.whole(relation)));
      facts.useWhole(name);
      if (!ranges.all().isEmpty()) {
        facts.column(name, ranges.all());
      }
    } else {
      qualified(parts);
    }
  }

  /** {@code u.name} of a relation, or of a record; or a function that is called so. */
  private void qualified(List<String> parts) {
    String last = parts.get(parts.size() - 1);
    Set<Name> of = ranges.called(parts.get(parts.size() - 2));
    if (of.isEmpty()) {
      parts.subList(1, parts.size()).forEach(facts::field);
    } else {
      facts.column(last, of);
      facts.call(Name.of(List.of(last)), Call.FIELD);
    }
  }

  private void call(Node call) {
    List<Node> arguments = call.nodes("args");
    boolean counts =
        !call.flag("func_variadic") && !call.flag("agg_within_group") && !statement.is("CallStmt");
    facts.call(Name.of(call.texts("funcname")), counts ? arguments.size() : Call.ANY);
  }

  private void insert(Node insert) {
    Set<String> columns = names(insert.nodes("cols"));
    boolean byPlace = columns.isEmpty() && insert.node("selectStmt").isPresent();
    Optional<Node> conflict = insert.node("onConflictClause");
    Set<String> updated = conflict.map(c -> names(c.nodes("targetList"))).orElse(Set.of());
    Set<Write> writes = EnumSet.of(Write.INSERT);
    if (!updated.isEmpty()) {
      writes.add(Write.UPDATE);
    }
    written(insert, writes, columns, updated, byPlace);
    conflict.flatMap(c -> c.node("infer")).ifPresent(infer -> conflict(insert, infer));
  }

  private void conflict(Node insert, Node infer) {
    Set<String> columns = new HashSet<>();
    int expressions = 0;
    for (Node element : infer.nodes("indexElems")) {
      Optional<String> name = element.text("name");
      name.ifPresent(columns::add);
      expressions += name.isPresent() ? 0 : 1;
    }
    Set<Name> targets = ranges.of(insert.node("relation").stream());
    columns.forEach(column -> facts.column(column, targets));
    for (Name target : targets) {
      facts.conflict(new Conflict(target, infer.text("conname"), columns, expressions));
    }
  }

  private void update(Node update) {
    List<Node> targets = update.nodes("targetList");
    Set<Write> writes = EnumSet.of(Write.UPDATE);
    if (update.descendants().anyMatch(node -> node.is("SetToDefault"))) {
      writes.add(Write.DEFAULT);
    }
    written(update, writes, Set.of(), names(targets), false);
  }

  private void merge(Node merge) {
    List<Node> actions = merge.nodes("mergeWhenClauses");
    Set<String> named =
        names(actions.stream().flatMap(action -> action.nodes("targetList").stream()).toList());
    boolean byPlace =
        actions.stream()
            .anyMatch(
                action ->
                    action.text("commandType").orElse("").equals("CMD_INSERT")
                        && action.nodes("targetList").isEmpty()
                        && !action.nodes("values").isEmpty());
    written(merge, EnumSet.complementOf(EnumSet.of(Write.TRUNCATE)), named, named, byPlace);
  }

  private void written(
      Node node, Set<Write> writes, Set<String> inserted, Set<String> updated, boolean byPlace) {
    for (Name target : ranges.of(node.node("relation").stream())) {
      facts.touch(new Touch(target, writes, inserted, updated, byPlace));
      inserted.forEach(column -> facts.column(column, Set.of(target)));
      updated.forEach(column -> facts.column(column, Set.of(target)));
    }
  }

  private static Touch touch(Name relation, Set<Write> writes) {
    return new Touch(relation, writes, Set.of(), Set.of(), false);
  }

  private static Set<String> names(List<Node> targets) {
    return targets.stream()
        .flatMap(target -> target.text("name").stream())
        .collect(Collectors.toSet());
  }
}
