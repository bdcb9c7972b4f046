package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;

/** A required column loses its default in the release that adds it. */
final class DefaultDroppedAfterAddRule extends ActionRule<ColumnAction.DropDefault> {

  DefaultDroppedAfterAddRule() {
    super(
        ColumnAction.DropDefault.class,
        About.of(
            "default-dropped-after-add",
            "a required column loses its default in the release that adds it",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(ColumnAction.DropDefault drop, Situation at, Verdicts verdicts) {
    boolean required =
        at.schema()
            .column(drop.table(), drop.column())
            .filter(known -> known.addedIn().filter(r -> r == at.unit().release()).isPresent())
            .filter(known -> known.notNull().orElse(false))
            .isPresent();
    if (required && !at.getsDefaultLater(drop.table(), drop.column())) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "%s.%s stays NOT NULL, but without its default: each INSERT of the version that runs now, which does not know the column, fails."
              .formatted(words(drop.table()), drop.column()),
          Recipe.empty()
              .say(
                  "keep the default in the database (Django 5: db_default), and drop it a release later")
              .orConcertina(Recipes.asItIs("it drops the default when old code is gone.")));
    }
  }
}
