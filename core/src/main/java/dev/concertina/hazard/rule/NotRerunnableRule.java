package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.TableAction;

/** A migration that fails half-way cannot be run again. */
final class NotRerunnableRule extends ActionRule<Action> {

  NotRerunnableRule() {
    super(
        Action.class,
        About.of(
            "not-rerunnable",
            "a migration that fails half-way cannot be run again",
            NOTICE,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (at.transaction().open() || at.unit().statements().size() < 2) {
      return;
    }
    boolean fails =
        (action instanceof ColumnAction.Add add && !add.ifNotExists())
            || (action instanceof TableAction.Create create && !create.ifNotExists())
            || (action instanceof TableAction.Drop drop && !drop.ifExists())
            || (action instanceof ColumnAction.Drop dropColumn && !dropColumn.ifExists())
            || (action instanceof IndexAction.Create index && !index.ifNotExists());
    if (fails) {
      verdicts.add(
          NEW_CODE,
          NOTICE,
          "Each statement commits by itself here: if a later one fails, this one fails the second time.",
          Recipe.empty()
              .say(
                  "one statement in a migration, or IF [NOT] EXISTS; for an index, see invalid-index-left-behind"));
    }
  }
}
