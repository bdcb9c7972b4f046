package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.sql.Sql;

/** A new column must be given, and running code does not know it. */
final class AddRequiredColumnRule extends ActionRule<ColumnAction.Add> {

  AddRequiredColumnRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-required-column",
            "a new column must be given, and running code does not know it",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().refusesNull() || add.spec().fillsItself() || at.isNew(add.table())) {
      return;
    }
    Sql table = sql(add.table());
    Sql column = sql(add.column());
    verdicts.add(
        OLD_CODE,
        ERROR,
        "The version that runs now does not know %s.%s: each of its INSERTs fails with a NOT NULL violation from here until its last process has stopped; on a table with rows this statement fails itself."
            .formatted(words(add.table()), add.column()),
        Recipe.empty()
            .run(
                Sql.of(
                    "ALTER TABLE {} ADD COLUMN {} {} -- nullable, or with a DEFAULT that stays",
                    table,
                    column,
                    Sql.verbatim(add.spec().type().words())))
            .say("release 1: always write it; fill the rows that are there in batches")
            .say("release 2: NOT NULL as set-not-null-scan says")
            .orConcertina(
                Recipes.asItIs(
                    "with `-- concertina: up = …` it fills the column for old code, and requires it at the end.")));
  }
}
