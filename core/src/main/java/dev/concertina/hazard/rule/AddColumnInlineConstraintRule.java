package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** A new column brings a constraint that is built or checked at once. */
final class AddColumnInlineConstraintRule extends ActionRule<ColumnAction.Add> {

  AddColumnInlineConstraintRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-inline-constraint",
            "a new column brings a constraint that is built or checked at once",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (at.isQuick(add.table())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .run(Recipes.columnAlone(add))
            .say(
                "then the constraint by its own way: index concurrently and USING INDEX, or NOT VALID and VALIDATE");
    String table = words(add.table());
    if (add.spec().has(Kind.UNIQUE) || add.spec().has(Kind.PRIMARY_KEY)) {
      verdicts.add(
          LOCKS,
          ERROR,
          "Nobody can read or write %s until the index of the new column is built."
              .formatted(table),
          recipe);
    }
    if (add.spec().has(Kind.CHECK)) {
      verdicts.add(
          LOCKS,
          WARNING,
          "Nobody can read or write %s while every row is checked for the new column."
              .formatted(table),
          recipe);
    }
    if (add.spec().has(Kind.FOREIGN_KEY)) {
      boolean scans = add.spec().fillsItself();
      verdicts.add(
          LOCKS,
          scans ? ERROR : WARNING,
          scans
              ? "Nobody can read or write %s while every row looks for its parent.".formatted(table)
              : "The column's foreign key locks its parent, too: both locks are waited for at once, and all of %s's readers queue behind that wait."
                  .formatted(table),
          recipe);
    }
  }
}
