package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.List;
import java.util.regex.Pattern;

/** Tells a condition that names some rows from one that may be true for a whole table. */
final class Bounds {

  private static final Pattern KEY =
      Pattern.compile("(?:.*_)?(?:id|uuid|key|code|name|slug|email|ctid|pk|number|sku|token)");

  private Bounds() {}

  static boolean areIn(Node condition) {
    if (isAnd(condition)) {
      return condition.nodes("args").stream().anyMatch(Bounds::areIn);
    }
    boolean limited =
        condition
            .descendants()
            .anyMatch(node -> node.is("SelectStmt") && node.node("limitCount").isPresent());
    return limited || (condition.is("A_Expr") && isOfKey(condition));
  }

  private static boolean isAnd(Node condition) {
    return condition.is("BoolExpr") && condition.text("boolop").orElse("").equals("AND_EXPR");
  }

  private static boolean isOfKey(Node comparison) {
    if (comparison.texts("name").contains("<>")
        || comparison.node("rexpr").filter(right -> right.is("ColumnRef")).isPresent()) {
      return false;
    }
    List<String> columns = comparison.node("lexpr").map(Columns::in).orElse(List.of());
    return columns.stream().anyMatch(column -> KEY.matcher(column).matches());
  }
}
