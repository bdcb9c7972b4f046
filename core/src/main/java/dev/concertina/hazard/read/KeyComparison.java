package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Comparisons that leave only some rows of a table: of a key with a value, or with the upper end of
 * a range. One of a key with another column, or with whatever is above a value, leaves them all.
 */
final class KeyComparison {

  private static final Pattern KEY =
      Pattern.compile("(?:.*_)?(?:id|uuid|key|code|name|slug|email|ctid|pk|number|sku|token)");

  /** Those that name rows ("A_Expr_Kind" in PostgreSQL's source). */
  private static final Set<String> KINDS =
      Set.of("AEXPR_OP", "AEXPR_OP_ANY", "AEXPR_IN", "AEXPR_BETWEEN", "AEXPR_LIKE", "AEXPR_ILIKE");

  /** What calls a column by another form, but does not make another value of it. */
  private static final Set<String> FORMS = Set.of("TypeCast", "FuncCall", "CoalesceExpr");

  private KeyComparison() {}

  /** Whether an expression is one that leaves only some rows. */
  static boolean limits(Node expression) {
    if (!expression.is("A_Expr") || !KINDS.contains(expression.text("kind").orElse("AEXPR_OP"))) {
      return false;
    }
    String operator = String.join("", expression.texts("name"));
    Optional<Node> left = expression.node("lexpr");
    Optional<Node> right = expression.node("rexpr");
    return isLimit(left, operator, right) || isLimit(right, mirrored(operator), left);
  }

  private static boolean isLimit(Optional<Node> key, String operator, Optional<Node> value) {
    boolean ofKey =
        key.stream()
            .flatMap(side -> Columns.in(side).stream())
            .anyMatch(column -> KEY.matcher(column).matches());
    return ofKey && names(operator, value) && value.filter(KeyComparison::isOfRows).isEmpty();
  }

  private static boolean names(String operator, Optional<Node> value) {
    return switch (operator) {
      case "=", "<", "<=", "BETWEEN", "BETWEEN SYMMETRIC" -> true;
      case "~~", "~~*" -> begins(value, Pattern.compile("[^%_].*"));
      case "~", "~*" -> begins(value, Pattern.compile("\\^.*"));
      default -> false;
    };
  }

  private static boolean begins(Optional<Node> pattern, Pattern beginning) {
    return pattern
        .flatMap(Values::literal)
        .filter(text -> !beginning.matcher(text).matches())
        .isEmpty();
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "=" -> "=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> "";
    };
  }

  /** Whether it is a column in whatever form, or all that a query gives. */
  private static boolean isOfRows(Node value) {
    if (FORMS.contains(value.kind())) {
      return Stream.concat(value.node("arg").stream(), value.nodes("args").stream())
          .anyMatch(KeyComparison::isOfRows);
    }
    return value.is("ColumnRef")
        || (value.is("SubLink")
            && List.of("ARRAY_SUBLINK", "ANY_SUBLINK")
                .contains(value.text("subLinkType").orElse("")));
  }
}
