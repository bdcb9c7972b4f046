package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.sql.Sql;

/** A new stored generated column rewrites the table. */
final class AddColumnStoredGeneratedRule extends ActionRule<ColumnAction.Add> {

  AddColumnStoredGeneratedRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-stored-generated",
            "a new stored generated column rewrites the table",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (add.spec().filling() != ColumnSpec.Filling.STORED || at.isQuick(add.table())) {
      return;
    }
    Recipe recipe =
        at.context().server() >= 18
            ? Recipe.empty()
                .run(Sql.of("{} GENERATED ALWAYS AS (…) VIRTUAL", Recipes.columnAlone(add)))
                .say("or, if it must be stored: a plain column, a trigger that fills it, batches")
            : Recipe.empty()
                .say(
                    "a plain column, a trigger that fills it, then batches for the rows that are there");
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s while all of it is written anew to compute %s."
            .formatted(words(add.table()), add.column()),
        recipe);
  }
}
