package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Range;
import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a condition that names some rows from one that may be true for a whole table. */
final class Bounds {

  private Bounds() {}

  /** Whether an UPDATE or DELETE names its rows: by a key, or by a list that is short itself. */
  static boolean areOf(Node statement) {
    Optional<Node> condition = statement.node("whereClause");
    if (condition.isEmpty()) {
      return false;
    }
    Set<String> lists =
        statement.node("withClause").stream()
            .flatMap(with -> with.nodes("ctes").stream())
            .filter(query -> query.node("ctequery").filter(Bounds::isShort).isPresent())
            .flatMap(query -> query.text("ctename").stream())
            .collect(Collectors.toSet());
    boolean joined =
        Stream.of("fromClause", "usingClause")
            .flatMap(field -> statement.nodes(field).stream())
            .anyMatch(source -> isShort(source, lists));
    return joined || areIn(condition.get(), lists);
  }

  /** The range of a partition by one column, between constants. */
  static Optional<Range> range(Node partition) {
    List<String> ends =
        Stream.of("lowerdatums", "upperdatums")
            .filter(side -> partition.nodes(side).size() == 1)
            .flatMap(side -> Values.literal(partition.nodes(side).get(0)).stream())
            .toList();
    return ends.size() == 2 ? Optional.of(new Range(ends.get(0), ends.get(1))) : Optional.empty();
  }

  /** Whether a statement takes some of what is left to do. */
  static boolean isBatch(Node statement) {
    return statement.descendants().anyMatch(node -> node.node("limitCount").isPresent());
  }

  /** Whether a source of rows is a table, or a query of all of its rows. */
  static boolean isWholeTable(Node source) {
    return source.is("RangeVar")
        || source
            .node("subquery")
            .filter(query -> !isShort(query) && query.node("whereClause").isEmpty())
            .isPresent();
  }

  private static boolean areIn(Node condition, Set<String> lists) {
    if (isAnd(condition)) {
      return condition.nodes("args").stream().anyMatch(part -> areIn(part, lists));
    }
    boolean limited = condition.descendants().anyMatch(node -> isShort(node, lists));
    return limited || KeyComparison.limits(condition);
  }

  private static boolean isShort(Node source, Set<String> lists) {
    return isShort(source)
        || source.node("subquery").filter(Bounds::isShort).isPresent()
        || source.text("relname").filter(lists::contains).isPresent();
  }

  private static boolean isShort(Node query) {
    return query.is("SelectStmt")
        && (query.node("limitCount").isPresent() || !query.nodes("valuesLists").isEmpty());
  }

  private static boolean isAnd(Node condition) {
    return condition.is("BoolExpr") && condition.text("boolop").orElse("").equals("AND_EXPR");
  }
}
