package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Comparison;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.ConstraintSpec.Target;
import dev.concertina.parser.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Constraints in a tree. */
final class Constraints {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "CONSTR_CHECK", Kind.CHECK,
          "CONSTR_EXCLUSION", Kind.EXCLUSION,
          "CONSTR_FOREIGN", Kind.FOREIGN_KEY,
          "CONSTR_NOTNULL", Kind.NOT_NULL,
          "CONSTR_PRIMARY", Kind.PRIMARY_KEY,
          "CONSTR_UNIQUE", Kind.UNIQUE);

  private Constraints() {}

  /** Whether a node is one of those that a table has by name. */
  static boolean isConstraint(Node node) {
    return node.is("Constraint") && KINDS.containsKey(node.text("contype").orElse(""));
  }

  /**
   * A constraint.
   *
   * @param column that it stands beside, empty for one of the table
   */
  static ConstraintSpec of(Node constraint, Optional<String> column) {
    Kind kind = KINDS.get(constraint.text("contype").orElseThrow());
    if (kind == null) {
      throw new IllegalArgumentException("not a constraint of a table: " + constraint);
    }
    return new ConstraintSpec(
        kind,
        constraint.text("conname"),
        column.map(List::of).orElseGet(() -> columns(constraint, kind)),
        constraint.flag("skip_validation"),
        constraint.text("indexname"),
        target(constraint),
        constraint.node("raw_expr").map(Constraints::proven).orElse(Set.of()),
        constraint.node("raw_expr").map(Constraints::comparisons).orElse(List.of()),
        constraint.flag("deferrable"));
  }

  private static Optional<Target> target(Node constraint) {
    return constraint
        .node("pktable")
        .map(
            table ->
                new Target(
                    TreeNames.of(table),
                    constraint.texts("pk_attrs"),
                    constraint.text("fk_del_action").orElse("a")));
  }

  private static List<String> columns(Node constraint, Kind kind) {
    return switch (kind) {
      case CHECK -> constraint.node("raw_expr").map(Columns::in).orElse(List.of());
      case FOREIGN_KEY -> constraint.texts("fk_attrs");
      case EXCLUSION -> List.of();
      default -> constraint.texts("keys");
    };
  }

  /** All that AND puts together, if that is nothing but comparisons; else nothing. */
  private static List<Comparison> comparisons(Node expression) {
    boolean both =
        expression.is("BoolExpr") && expression.text("boolop").orElse("").equals("AND_EXPR");
    List<Node> parts = both ? expression.nodes("args") : List.of(expression);
    List<Comparison> found = parts.stream().flatMap(part -> comparison(part).stream()).toList();
    return found.size() == parts.size() ? found : List.of();
  }

  private static Optional<Comparison> comparison(Node part) {
    Optional<Node> left = part.node("lexpr").filter(node -> node.is("ColumnRef"));
    Optional<String> right = part.node("rexpr").flatMap(Values::literal);
    return part.is("A_Expr") && left.isPresent() && right.isPresent()
        ? Optional.of(
            new Comparison(Columns.in(left.get()).get(0), part.texts("name").get(0), right.get()))
        : Optional.empty();
  }

  /** The columns that an expression is false for if they are NULL. */
  private static Set<String> proven(Node expression) {
    Set<String> proven = new HashSet<>();
    boolean both =
        expression.is("BoolExpr") && expression.text("boolop").orElse("").equals("AND_EXPR");
    if (both) {
      expression.nodes("args").forEach(part -> proven.addAll(proven(part)));
    }
    boolean test =
        expression.is("NullTest")
            && expression.text("nulltesttype").orElse("").equals("IS_NOT_NULL");
    if (test) {
      expression
          .node("arg")
          .filter(node -> node.is("ColumnRef"))
          .ifPresent(node -> proven.addAll(Columns.in(node)));
    }
    return proven;
  }
}
