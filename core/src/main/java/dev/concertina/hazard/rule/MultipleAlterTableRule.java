package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
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
    Optional<QualifiedName> now = altered(at.together());
    if (at.isFirst()
        && now.isPresent()
        && now.equals(altered(at.before()))
        && !at.isQuick(now.get())) {
      verdicts.add(
          LOCKS,
          NOTICE,
          "%s is locked for each of these statements anew.".formatted(words(now.get())),
          Recipe.empty().say("one ALTER TABLE with both actions, separated by a comma"));
    }
  }

  private static Optional<QualifiedName> altered(List<Action> step) {
    return step.stream()
        .limit(1)
        .filter(ColumnAction.class::isInstance)
        .map(first -> ((ColumnAction) first).table())
        .findAny();
  }
}
