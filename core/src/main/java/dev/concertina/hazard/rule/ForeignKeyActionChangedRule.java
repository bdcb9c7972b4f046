package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** Deleting a parent does something else. */
final class ForeignKeyActionChangedRule extends ActionRule<ConstraintAction.Add> {

  ForeignKeyActionChangedRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "foreign-key-action-changed",
            "deleting a parent does something else",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.FOREIGN_KEY) || at.isNew(add.table())) {
      return;
    }
    boolean changed =
        at.dropped(add.table()).stream()
            .filter(old -> old.is(Kind.FOREIGN_KEY) && old.columns().equals(add.spec().columns()))
            .anyMatch(old -> !old.onDelete().equals(add.spec().onDelete()));
    if (changed) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Deleting from %s does something else from here on: with CASCADE children vanish in silence, with RESTRICT the DELETE of the version that runs now fails."
              .formatted(add.spec().references().map(Names::words).orElse("the parent")),
          Recipes.codeFirst("deletes children itself, which works with either"));
    }
  }
}
