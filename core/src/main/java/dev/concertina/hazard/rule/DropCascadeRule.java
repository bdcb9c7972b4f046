package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.ViewAction;

/** CASCADE drops what the statement does not name. */
final class DropCascadeRule extends ActionRule<Action> {

  DropCascadeRule() {
    super(
        Action.class,
        About.of(
            "drop-cascade", "CASCADE drops what the statement does not name", ERROR, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (!action.cascades() || isOfNewTable(action, at)) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        isContract(action, at) ? NOTICE : ERROR,
        "CASCADE takes away views, foreign keys and the like without naming them: code that uses a view fails, and rows lose their guard in silence.",
        Recipe.empty()
            .say(
                "drop what depends on it by name, each when nothing needs it; without CASCADE PostgreSQL lists it"));
  }

  /** Django writes CASCADE whatever it drops. */
  private static boolean isContract(Action action, Situation at) {
    return (action instanceof ColumnAction.Drop column && at.isContract(column))
        || (action instanceof TableAction.Drop table
            && (at.isContract(table) || (table.ifExists() && at.isUnheardOf(table.table()))));
  }

  private static boolean isOfNewTable(Action action, Situation at) {
    return (action instanceof ColumnAction.Drop column && at.isNew(column.table()))
        || (action instanceof ConstraintAction.Drop constraint && at.isNew(constraint.table()))
        || (action instanceof TableAction.Drop table && at.isNew(table.table()))
        || (action instanceof ViewAction.Drop view && at.isNew(view.view()))
        || (action instanceof ObjectAction.Drop object && at.isNewObject(object.name()))
        || (action instanceof ObjectAction.DropFunction function
            && at.isNewObject(function.name()));
  }
}
