package dev.concertina.source.read;

import dev.concertina.change.AddColumn;
import dev.concertina.change.Change;
import dev.concertina.change.Numbering;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ALTER TABLE … ADD COLUMN}: a type, NULL or NOT NULL, a default or numbers. */
final class AddColumnReader implements ActionReader {

  private final Slices slices;
  private final NewConstraintReader newConstraints;

  AddColumnReader(Slices slices) {
    this.slices = slices;
    this.newConstraints = new NewConstraintReader(slices);
  }

  @Override
  public Reading read(Action action) {
    Node definition = action.tree().node("def").orElseThrow();
    Node type = definition.node("typeName").orElseThrow();
    Tokens behindType = action.tokens().from(type.offset().orElseThrow());
    List<Node> constraints = definition.nodes("constraints");
    Tokens typeTokens =
        constraints.isEmpty() ? behindType : behindType.until(offset(constraints.get(0)));
    Optional<Refusal> problem =
        ColumnProblems.of(definition).or(() -> typeProblem(definition, type));
    if (problem.isPresent()) {
      return new Reading.Refused(problem.get());
    }
    Optional<Numbering> numbering = Numberings.of(definition, action.tokens());
    Optional<String> typeText = Numberings.serial(type).or(() -> slices.type(typeTokens, type));
    Optional<String> defaultText = defaultValue(action, constraints);
    if (typeText.isEmpty() || has(constraints, "CONSTR_DEFAULT") != defaultText.isPresent()) {
      return OtherActions.refused(action);
    }
    List<Change> changes = new ArrayList<>();
    changes.add(
        new AddColumn(
            action.table(),
            new Identifier(definition.text("colname").orElseThrow()),
            typeText.get(),
            numbering.isPresent() || has(constraints, "CONSTR_NOTNULL"),
            defaultText,
            numbering,
            Optional.empty(),
            action.tree().flag("missing_ok"),
            action.origin()));
    return withConstraints(action, definition, constraints, changes);
  }

  /** What is said of a column besides its type and default are constraints of the table. */
  private Reading withConstraints(
      Action action, Node definition, List<Node> constraints, List<Change> changes) {
    Identifier column = new Identifier(definition.text("colname").orElseThrow());
    for (ConstraintText text : ConstraintText.ofColumn(column, constraints)) {
      if (ColumnProblems.SEPARATE.contains(text.kind())) {
        Tokens tokens = action.tokens().from(offset(text.tree()));
        Optional<Change> change =
            newConstraints.change(action.table(), text, tokens, action.origin());
        if (change.isEmpty()) {
          return OtherActions.refused(action);
        }
        changes.add(change.get());
      }
    }
    return Reading.of(changes);
  }

  private static Optional<Refusal> typeProblem(Node definition, Node type) {
    String what = ColumnProblems.what(definition);
    if (type.flag("setof")) {
      return Optional.of(Refusal.always(what, "a column cannot be SETOF", "Name one type."));
    }
    return Optional.empty();
  }

  /** The default; empty if there is none, or if its text cannot be cut out. */
  private Optional<String> defaultValue(Action action, List<Node> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Node constraint = constraints.get(i);
      if (is(constraint, "CONSTR_DEFAULT")) {
        Tokens tokens = action.tokens().from(offset(constraint));
        if (i + 1 < constraints.size()) {
          tokens = tokens.until(offset(constraints.get(i + 1)));
        }
        Node tree = constraint.node("raw_expr").orElseThrow();
        return tokens.behind("DEFAULT").flatMap(text -> slices.expression(text, tree));
      }
    }
    return Optional.empty();
  }

  private static int offset(Node constraint) {
    return constraint.offset().orElseThrow();
  }

  private static boolean has(List<Node> constraints, String kind) {
    return constraints.stream().anyMatch(constraint -> is(constraint, kind));
  }

  private static boolean is(Node constraint, String kind) {
    return constraint.text("contype").orElse("").equals(kind);
  }
}
