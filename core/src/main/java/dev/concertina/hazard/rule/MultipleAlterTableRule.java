package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Statement;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** A table is altered twice where once would do. */
final class MultipleAlterTableRule extends ActionRule<Action> {

  MultipleAlterTableRule() {
    super(
        Action.class,
        About.of(
            "multiple-alter-table", "a table is altered twice where once would do", NOTICE, LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    List<Statement> earlier = at.earlier();
    if (earlier.isEmpty() || !at.isFirst()) {
      return;
    }
    List<List<Action>> steps = earlier.get(earlier.size() - 1).steps();
    Optional<QualifiedName> now = altered(at.together());
    Optional<QualifiedName> before = altered(steps.get(steps.size() - 1));
    if (now.isPresent() && now.equals(before) && !at.isQuick(now.get())) {
      verdicts.add(
          LOCKS,
          NOTICE,
          "%s is locked for each of these statements anew.".formatted(words(now.get())),
          Recipe.empty().say("one ALTER TABLE with both actions, separated by a comma"));
    }
  }

  private static Optional<QualifiedName> altered(List<Action> step) {
    Action first = step.get(0);
    return first instanceof ColumnAction column ? Optional.of(column.table()) : Optional.empty();
  }
}
