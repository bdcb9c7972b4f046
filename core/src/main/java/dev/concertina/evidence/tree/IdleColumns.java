package dev.concertina.evidence.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds columns that a query lists without a use for them: in the list of EXISTS (SELECT …), in
 * that of a subquery or of WITH whose column nobody reads, and the row as a whole in count(t). The
 * query gives the same answer without such a column. Whether a text names it, the tree does not
 * tell.
 *
 * <p>It begins with what the query gives, and follows each variable to where it comes from; what it
 * does not come to is idle. What it does not understand, it reads as a whole.
 */
final class IdleColumns {

  private static final int WHOLE_ROW = 0;
  private static final int EXISTS = 0;
  private static final long COUNT_ANY = 2147;

  private static final String SUBQUERY = "1";
  private static final String JOIN = "2";
  private static final String CTE = "6";

  /** What is followed only where a variable leads to it, or is no part of the meaning. */
  private static final Set<String> NOT_FOLLOWED =
      Set.of("joinaliasvars", "subquery", "alias", "eref", "exclRelTlist");

  /**
   * A query as a place of variables.
   *
   * @param lazy whether its plain columns count only where somebody reads them
   */
  private record Scope(TreeNode query, Optional<Scope> outer, boolean lazy) {

    Optional<Scope> up(long levels) {
      Optional<Scope> scope = Optional.of(this);
      for (long i = 0; i < levels; i++) {
        scope = scope.flatMap(Scope::outer);
      }
      return scope;
    }
  }

  private record Visit(TreeNode node, Scope scope) {}

  private final Deque<Visit> open = new ArrayDeque<>();
  private final Map<TreeNode, Scope> scopes = new HashMap<>();
  private final Map<TreeNode, Set<Integer>> wanted = new HashMap<>();
  private final Map<TreeNode, Scope> relations = new LinkedHashMap<>();
  private final Map<TreeNode, Set<Integer>> read = new HashMap<>();
  private final Set<TreeNode> rowsRead = new HashSet<>();
  private boolean understood = true;

  private IdleColumns() {}

  /**
   * What is idle.
   *
   * @param columns by the node that holds the rights on the relation
   * @param rows variables that stand for a row as a whole, and that nobody reads
   */
  record Found(Map<TreeNode, Set<Integer>> columns, Set<TreeNode> rows) {}

  static Found in(TreeNode root) {
    IdleColumns idle = new IdleColumns();
    for (TreeNode query : root.children(Set.of())) {
      idle.enter(query, Optional.empty(), false);
    }
    while (!idle.open.isEmpty() && idle.understood) {
      Visit next = idle.open.pop();
      idle.visit(next.node(), next.scope());
    }
    return idle.understood ? idle.found(root) : new Found(Map.of(), Set.of());
  }

  private Found found(TreeNode root) {
    Map<TreeNode, Set<Integer>> found = new HashMap<>();
    relations.forEach(
        (relation, scope) -> {
          TreeNode rights = rights(relation, scope.query());
          Set<Integer> columns = new TreeSet<>(TreeUses.columns(rights, "selectedCols"));
          Set<Integer> used = read.getOrDefault(relation, Set.of());
          columns.removeAll(used);
          if (used.contains(WHOLE_ROW)) {
            columns.clear();
          } else if (!scope.lazy()) {
            columns.retainAll(Set.of(WHOLE_ROW));
          }
          found.put(rights, columns);
        });
    Set<TreeNode> rows = new HashSet<>(root.descendants(Set.of()));
    rows.removeIf(node -> !isRow(node) || rowsRead.contains(node));
    return new Found(found, rows);
  }

  /** From PostgreSQL 16 on they stand in a list of their own. */
  private static TreeNode rights(TreeNode relation, TreeNode query) {
    int place = (int) relation.number("perminfoindex");
    return place == 0 ? relation : query.nodes("rteperminfos").get(place - 1);
  }

  private void enter(TreeNode query, Optional<Scope> outer, boolean mayBeLazy) {
    if (!query.kind().equals("QUERY")) {
      understood = false;
      return;
    }
    boolean lazy =
        mayBeLazy && query.number("commandType") == 1 && query.node("setOperations").isEmpty();
    Scope scope = new Scope(query, outer, lazy);
    scopes.put(query, scope);
    for (TreeNode child : query.children(Set.of("targetList", "rtable", "cteList"))) {
      open.push(new Visit(child, scope));
    }
    query.nodes("rtable").forEach(entry -> table(entry, scope));
    for (TreeNode cte : query.nodes("cteList")) {
      boolean recursive = cte.text("cterecursive").filter("true"::equals).isPresent();
      cte.node("ctequery").ifPresent(q -> enter(q, Optional.of(scope), !recursive));
    }
    for (TreeNode entry : query.nodes("targetList")) {
      if (!lazy || !isPlain(entry) || isWanted(query, entry)) {
        open.push(new Visit(entry, scope));
      }
    }
  }

  /** A column as it is, by which nothing is sorted, grouped or made distinct. */
  private static boolean isPlain(TreeNode entry) {
    return entry.number("ressortgroupref") == 0
        && entry.text("resjunk").filter("false"::equals).isPresent()
        && entry.node("expr").filter(expression -> expression.kind().equals("VAR")).isPresent();
  }

  private boolean isWanted(TreeNode query, TreeNode entry) {
    Set<Integer> columns = wanted.getOrDefault(query, Set.of());
    return columns.contains(WHOLE_ROW) || columns.contains((int) entry.number("resno"));
  }

  private void table(TreeNode entry, Scope scope) {
    if (entry.number("relid") != 0) {
      relations.put(entry, scope);
    }
    entry.children(NOT_FOLLOWED).forEach(child -> open.push(new Visit(child, scope)));
    entry.node("subquery").ifPresent(query -> enter(query, Optional.of(scope), true));
  }

  private void visit(TreeNode node, Scope scope) {
    switch (node.kind()) {
      case "QUERY" -> enter(node, Optional.of(scope), false);
      case "VAR" -> variable(node, scope);
      case "SUBLINK" -> {
        boolean exists = node.number("subLinkType") == EXISTS;
        node.node("testexpr").ifPresent(test -> open.push(new Visit(test, scope)));
        node.node("subselect").ifPresent(query -> enter(query, Optional.of(scope), exists));
      }
      case "AGGREF" -> {
        node.children(countsRows(node) ? Set.of("args") : Set.of())
            .forEach(child -> open.push(new Visit(child, scope)));
      }
      default -> node.children(NOT_FOLLOWED).forEach(child -> open.push(new Visit(child, scope)));
    }
  }

  /** Whether it is count(t): a row as a whole is never NULL for its columns. */
  private static boolean countsRows(TreeNode aggregate) {
    List<TreeNode> arguments = aggregate.nodes("args");
    return aggregate.number("aggfnoid") == COUNT_ANY
        && arguments.size() == 1
        && aggregate.nodes("aggdistinct").isEmpty()
        && aggregate.nodes("aggorder").isEmpty()
        && arguments.get(0).node("expr").filter(IdleColumns::isRow).isPresent();
  }

  private static boolean isRow(TreeNode node) {
    return node.kind().equals("VAR") && node.number("varattno") == WHOLE_ROW;
  }

  private void variable(TreeNode variable, Scope from) {
    Optional<Scope> scope = from.up(variable.number("varlevelsup"));
    int place = (int) variable.number("varno");
    rowsRead.add(variable);
    if (scope.isEmpty() || place < 1 || place > scope.get().query().nodes("rtable").size()) {
      understood = false;
      return;
    }
    TreeNode table = scope.get().query().nodes("rtable").get(place - 1);
    int column = (int) variable.number("varattno");
    if (read.computeIfAbsent(table, t -> new HashSet<>()).add(column)) {
      switch (table.text("rtekind").orElse("")) {
        case SUBQUERY -> table.node("subquery").ifPresent(query -> want(query, column));
        case CTE -> query(table, scope.get()).ifPresent(query -> want(query, column));
        case JOIN ->
            table
                .nodes("joinaliasvars")
                .forEach(column1 -> open.push(new Visit(column1, scope.get())));
        default -> {
          // A relation, a function, VALUES: it is read there.
        }
      }
    }
  }

  private static Optional<TreeNode> query(TreeNode table, Scope scope) {
    return scope
        .up(table.number("ctelevelsup"))
        .flatMap(
            holding ->
                holding.query().nodes("cteList").stream()
                    .filter(cte -> cte.text("ctename").equals(table.text("ctename")))
                    .findFirst())
        .flatMap(cte -> cte.node("ctequery"));
  }

  /** Of a query that was entered, or will be. */
  private void want(TreeNode query, int column) {
    wanted.computeIfAbsent(query, q -> new HashSet<>()).add(column);
    Scope scope = scopes.get(query);
    if (scope != null && scope.lazy()) {
      List<TreeNode> entries = new ArrayList<>(query.nodes("targetList"));
      entries.removeIf(entry -> !isPlain(entry) || !isWanted(query, entry));
      entries.forEach(entry -> open.push(new Visit(entry, scope)));
    }
  }
}
