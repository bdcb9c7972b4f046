package dev.concertina.hazard.read;

import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.ColumnSpec.Filling;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.Expression;
import dev.concertina.hazard.model.Type;
import dev.concertina.hazard.model.Value;
import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns in a tree. */
final class Columns {

  private Columns() {}

  /** The last parts of all column names below a node. */
  static List<String> in(Node tree) {
    return tree.descendants()
        .filter(node -> node.is("ColumnRef"))
        .map(node -> node.texts("fields"))
        .filter(parts -> !parts.isEmpty())
        .map(parts -> parts.get(parts.size() - 1))
        .distinct()
        .toList();
  }

  /** The column that a {@code ColumnDef} defines. */
  static ColumnSpec of(Node definition) {
    String name = definition.text("colname").orElseThrow();
    boolean notNull = false;
    Optional<Value> defaultValue = Optional.empty();
    Type type = definition.node("typeName").map(Types::of).orElse(Type.named(""));
    Filling filling = type.isSerial() ? Filling.SERIAL : Filling.WRITER;
    Optional<Long> firstNumber = Optional.empty();
    Optional<Expression> generatedBy = Optional.empty();
    List<ConstraintSpec> others = new ArrayList<>();
    for (Node constraint : definition.nodes("constraints")) {
      switch (constraint.text("contype").orElse("")) {
        case "CONSTR_NOTNULL" -> notNull = true;
        case "CONSTR_DEFAULT" -> defaultValue = value(constraint);
        case "CONSTR_IDENTITY" -> {
          filling =
              constraint.text("generated_when").orElse("").equals("a")
                  ? Filling.IDENTITY_ALWAYS
                  : Filling.IDENTITY_BY_DEFAULT;
          firstNumber = SequenceOptions.first(constraint.nodes("options"));
        }
        case "CONSTR_GENERATED" -> {
          boolean virtual = constraint.text("generated_kind").orElse("s").equals("v");
          filling = virtual ? Filling.VIRTUAL : Filling.STORED;
          generatedBy = constraint.node("raw_expr").map(Expressions::of);
        }
        default -> {
          if (Constraints.isConstraint(constraint)) {
            others.add(Constraints.of(constraint, Optional.of(name)));
          }
        }
      }
    }
    return new ColumnSpec(
        name, type, notNull, defaultValue, filling, firstNumber, generatedBy, others);
  }

  static Optional<Value> value(Node constraint) {
    return constraint.node("raw_expr").map(Values::of);
  }
}
