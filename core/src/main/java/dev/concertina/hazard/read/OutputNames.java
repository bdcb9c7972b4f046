package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names that PostgreSQL gives to results without one (FigureColname in its source). */
final class OutputNames {

  private static final Optional<String> NONE = Optional.of("?column?");

  private static final Set<String> NAMELESS =
      Set.of("A_Const", "A_Expr", "BoolExpr", "BooleanTest", "NullTest", "ParamRef");

  private OutputNames() {}

  /** The name of a value; empty for what is not known here. */
  static Optional<String> of(Node value) {
    return switch (value.kind()) {
      case "ColumnRef" -> last(value.texts("fields"));
      case "FuncCall" -> last(value.texts("funcname"));
      case "CoalesceExpr" -> Optional.of("coalesce");
      case "MinMaxExpr" ->
          value.text("op").map(op -> op.endsWith("GREATEST") ? "greatest" : "least");
      case "A_ArrayExpr" -> Optional.of("array");
      case "RowExpr" -> Optional.of("row");
      case "SQLValueFunction" -> value.text("op").map(OutputNames::function);
      case "CollateClause" -> value.node("arg").flatMap(OutputNames::of);
      case "TypeCast" -> cast(value);
      case "CaseExpr" ->
          value
              .node("defresult")
              .flatMap(OutputNames::of)
              .filter(name -> !NONE.get().equals(name))
              .or(() -> Optional.of("case"));
      case "SubLink" -> subLink(value);
      case "A_Expr" ->
          value.text("kind").orElse("").equals("AEXPR_NULLIF") ? Optional.of("nullif") : NONE;
      default -> NAMELESS.contains(value.kind()) ? NONE : Optional.empty();
    };
  }

  /** {@code SVFOP_CURRENT_TIMESTAMP_N} is written {@code current_timestamp(3)}. */
  static String function(String operation) {
    return operation.replaceFirst("^SVFOP_", "").replaceFirst("_N$", "").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> cast(Node value) {
    Optional<String> inner = value.node("arg").flatMap(OutputNames::of);
    return inner.equals(NONE) ? value.node("typeName").flatMap(t -> last(t.texts("names"))) : inner;
  }

  private static Optional<String> subLink(Node value) {
    return switch (value.text("subLinkType").orElse("")) {
      case "EXISTS_SUBLINK" -> Optional.of("exists");
      case "ARRAY_SUBLINK" -> Optional.of("array");
      case "EXPR_SUBLINK" ->
          value
              .node("subselect")
              .flatMap(query -> query.nodes("targetList").stream().findFirst())
              .flatMap(
                  target ->
                      target.text("name").or(() -> target.node("val").flatMap(OutputNames::of)));
      default -> NONE;
    };
  }

  private static Optional<String> last(List<String> parts) {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(parts.size() - 1));
  }
}
