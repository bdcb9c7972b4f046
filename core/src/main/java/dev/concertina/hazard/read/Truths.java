package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;

/** Conditions that ask no row ("Logical Operators": SQL has true, false, and null for unknown). */
final class Truths {

  private Truths() {}

  /** Which rows such a condition lets through. */
  enum Truth {
    ALWAYS,
    NEVER
  }

  private enum Logic {
    FALSE,
    NULL,
    TRUE;

    Logic not() {
      return this == NULL ? NULL : of(this == FALSE);
    }

    static Logic of(boolean truth) {
      return truth ? TRUE : FALSE;
    }
  }

  /** The truth of a statement's WHERE, if it is the same for every row. */
  static Optional<Truth> of(Node statement) {
    return statement
        .node("whereClause")
        .flatMap(Truths::value)
        .map(value -> value == Logic.TRUE ? Truth.ALWAYS : Truth.NEVER);
  }

  private static Optional<Logic> value(Node condition) {
    return switch (condition.kind()) {
      case "A_Const" -> constant(condition);
      case "BoolExpr" -> together(condition);
      case "NullTest" -> nullTest(condition);
      case "A_Expr" -> comparison(condition);
      default -> Optional.empty();
    };
  }

  private static Optional<Logic> constant(Node constant) {
    if (isNull(constant)) {
      return Optional.of(Logic.NULL);
    }
    return constant.fields().contains("boolval")
        ? Optional.of(Logic.of(constant.flag("boolval")))
        : Optional.empty();
  }

  /** AND is the least of its parts, OR the greatest; one part may decide alone. */
  private static Optional<Logic> together(Node condition) {
    List<Optional<Logic>> parts = condition.nodes("args").stream().map(Truths::value).toList();
    List<Logic> known = parts.stream().flatMap(Optional::stream).sorted().toList();
    boolean all = known.size() == parts.size() && !known.isEmpty();
    return switch (condition.text("boolop").orElse("")) {
      case "NOT_EXPR" -> known.stream().findFirst().map(Logic::not);
      case "AND_EXPR" -> known.stream().findFirst().filter(least -> all || least == Logic.FALSE);
      case "OR_EXPR" ->
          known.isEmpty()
              ? Optional.empty()
              : Optional.of(known.get(known.size() - 1))
                  .filter(greatest -> all || greatest == Logic.TRUE);
      default -> Optional.empty();
    };
  }

  private static Optional<Logic> nullTest(Node test) {
    boolean asksNull = test.text("nulltesttype").orElse("IS_NULL").equals("IS_NULL");
    return test.node("arg")
        .filter(argument -> argument.is("A_Const"))
        .map(argument -> Logic.of(isNull(argument) == asksNull));
  }

  private static Optional<Logic> comparison(Node comparison) {
    Optional<Node> left = comparison.node("lexpr").filter(side -> side.is("A_Const"));
    Optional<Node> right = comparison.node("rexpr").filter(side -> side.is("A_Const"));
    String operator = String.join("", comparison.texts("name"));
    if (left.isEmpty() || right.isEmpty() || !List.of("=", "<>").contains(operator)) {
      return Optional.empty();
    }
    if (isNull(left.get()) || isNull(right.get())) {
      return Optional.of(Logic.NULL);
    }
    boolean same = Values.literal(left.get()).equals(Values.literal(right.get()));
    return Optional.of(Logic.of(same == operator.equals("=")));
  }

  private static boolean isNull(Node constant) {
    return constant.flag("isnull");
  }
}
