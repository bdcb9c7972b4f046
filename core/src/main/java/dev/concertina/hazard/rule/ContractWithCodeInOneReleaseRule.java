package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Relation;

/** What is dropped was let go of in the same release. */
final class ContractWithCodeInOneReleaseRule extends ActionRule<Action> {

  ContractWithCodeInOneReleaseRule() {
    super(
        Action.class,
        About.of(
            "contract-with-code-in-one-release",
            "what is dropped was let go of in the same release",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean together = false;
    if (action instanceof ColumnAction.Drop drop && !at.isNew(drop.table())) {
      together =
          at.schema()
              .column(drop.table(), drop.column())
              .flatMap(Column::releasedIn)
              .filter(release -> release == at.unit().release())
              .isPresent();
    } else if (action instanceof TableAction.Drop drop && !at.isNew(drop.table())) {
      together =
          at.schema()
              .relation(drop.table())
              .flatMap(Relation::releasedIn)
              .filter(release -> release == at.unit().release())
              .isPresent();
    }
    if (together && !at.statement().declaredContract()) {
      verdicts.add(
          NEW_CODE,
          ERROR,
          "This release prepares the drop and drops: while it rolls out, the version before it still needs what is gone, and it cannot be rolled back.",
          Recipe.empty()
              .say("release 1: all of this but the drop")
              .say("release 2, when no old process is left: the drop")
              .orConcertina(
                  "Or write the change itself in a Concertina migration: it waits between the two."));
    }
  }
}
