package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** A primary key takes over an index of columns that may be NULL. */
final class PrimaryKeyUsingIndexNullableRule extends ActionRule<ConstraintAction.Add> {

  PrimaryKeyUsingIndexNullableRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "primary-key-using-index-nullable",
            "a primary key takes over an index of columns that may be NULL",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    boolean takesOver = add.spec().is(Kind.PRIMARY_KEY) && add.spec().index().isPresent();
    if (!takesOver || at.isQuick(add.table()) || !add.isKnownNullable(at.schema())) {
      return;
    }
    verdicts.add(
        LOCKS,
        WARNING,
        "The index is there, but a column of it may be NULL: all reads and writes of %s wait while every row is checked."
            .formatted(words(add.table())),
        Recipe.empty().say("make the columns NOT NULL first, as set-not-null-scan says"));
  }
}
