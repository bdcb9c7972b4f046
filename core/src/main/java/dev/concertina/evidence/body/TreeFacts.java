package dev.concertina.evidence.body;

import dev.concertina.evidence.tree.Write;
import dev.concertina.parser.Node;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the names in a statement of a body from its parse tree. Not thread-safe. */
final class TreeFacts {

  /** The rows of a trigger. */
  static final Set<String> ROWS = Set.of("new", "old");

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

  private static final Set<String> COMPARISONS = Set.of("=", "<>");

  private final Facts facts;
  private final Node statement;
  private final Optional<Cut> cut;
  private final Ranges ranges;

  /** Stars whose columns nobody sees, or that are counted elsewhere. */
  private final Set<Node> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  private TreeFacts(Facts facts, Node statement, Optional<Cut> cut) {
    this.facts = facts;
    this.statement = statement;
    this.cut = cut;
    this.ranges = new Ranges(statement);
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
    fill();
    nodes.forEach(this::exempt);
    nodes.forEach(this::stars);
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
      case "A_Indirection" -> node.texts("indirection").forEach(this::field);
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
    if (isStar(reference)) {
      star(reference, parts);
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
      parts.subList(1, parts.size()).forEach(this::field);
    } else {
      facts.column(last, of);
      facts.call(Name.of(List.of(last)), Call.FIELD);
    }
  }

  /** A star that is not in the list of a query: {@code ROW(u.*)}. */
  private void star(Node star, List<String> parts) {
    if (!counted.contains(star)) {
      whole(star, ranges.all());
    }
    if (!parts.isEmpty()) {
      facts.useWhole(parts.get(0));
    }
  }

  /** Of a record, or of a row that a function returns; or a function that is called so. */
  private void field(String name) {
    facts.column(name, Set.of());
    facts.call(Name.of(List.of(name)), Call.FIELD);
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

  /** The variable that takes the rows of the statement, or what becomes of it by its places. */
  private void fill() {
    List<List<String>> targets = cut.map(Cut::targets).orElse(List.of());
    boolean discarded = cut.filter(c -> c.kind() == Cut.Kind.DISCARDED).isPresent();
    boolean taken = targets.size() == 1 && targets.get(0).size() == 1;
    List<Node> outputs = outputs(statement);
    boolean allStars = !outputs.isEmpty() && outputs.stream().allMatch(TreeFacts::isStar);
    for (Node output : outputs) {
      if (isStar(output) && (discarded || taken)) {
        counted.add(output);
        if (taken) {
          facts.fill(targets.get(0).get(0), meant(output, ranges.of(sources(statement))));
        }
      }
    }
    for (List<String> target : targets) {
      target.stream().skip(1).forEach(this::field);
      if (!taken || !allStars) {
        facts.fillByPlace(target.get(0));
      }
    }
  }

  /** Whether rows differ, and whether there are any, says nothing of their columns. */
  private void exempt(Node node) {
    if (node.is("SubLink") && node.text("subLinkType").orElse("").equals("EXISTS_SUBLINK")) {
      node.node("subselect").ifPresent(query -> counted.addAll(outputs(query)));
    }
    if (node.is("A_Expr") && node.texts("name").stream().anyMatch(COMPARISONS::contains)) {
      List<Node> sides = Stream.of("lexpr", "rexpr").flatMap(f -> node.node(f).stream()).toList();
      if (sides.stream().allMatch(TreeFacts::isStar)) {
        counted.addAll(sides);
      }
    }
  }

  private void stars(Node node) {
    for (Node output : outputs(node)) {
      if (isStar(output) && counted.add(output)) {
        whole(output, ranges.of(sources(node)));
      }
    }
  }

  private void whole(Node star, Set<Name> bare) {
    meant(star, bare).forEach(relation -> facts.touch(Touch.whole(relation)));
    List<String> parts = star.texts("fields");
    if (parts.size() == 1 && ROWS.contains(parts.get(0))) {
      facts.rowOfTrigger();
    }
  }

  private Set<Name> meant(Node star, Set<Name> bare) {
    List<String> parts = star.texts("fields");
    return parts.isEmpty() ? bare : ranges.called(parts.get(parts.size() - 1));
  }

  /** The columns that a query gives. From PostgreSQL 18 on RETURNING has a node of its own. */
  private static List<Node> outputs(Node node) {
    List<Node> targets =
        node.is("SelectStmt")
            ? node.nodes("targetList")
            : Stream.concat(
                    node.nodes("returningList").stream(),
                    node.node("returningClause").stream().flatMap(r -> r.nodes("exprs").stream()))
                .toList();
    return targets.stream().flatMap(target -> target.node("val").stream()).toList();
  }

  private static Stream<Node> sources(Node node) {
    return Stream.concat(
        Stream.of("relation", "sourceRelation").flatMap(field -> node.node(field).stream()),
        Stream.of("fromClause", "usingClause").flatMap(field -> node.nodes(field).stream()));
  }

  private static boolean isStar(Node node) {
    return node.is("ColumnRef") && node.nodes("fields").stream().anyMatch(f -> f.is("A_Star"));
  }
}
