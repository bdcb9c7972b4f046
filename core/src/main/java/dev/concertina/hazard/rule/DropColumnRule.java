package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.sql.Sql;

/** A column goes that code may still use. */
final class DropColumnRule extends ActionRule<ColumnAction.Drop> {

  DropColumnRule() {
    super(
        ColumnAction.Drop.class,
        About.of(
            "drop-column", "a column goes that code may still use", ERROR, OLD_CODE, NEW_CODE));
  }

  @Override
  void judge(ColumnAction.Drop drop, Situation at, Verdicts verdicts) {
    if (at.isNew(drop.table())
        || at.isNewColumn(drop.table(), drop.column())
        || at.isContract(drop)) {
      return;
    }
    String column = words(drop.table()) + "." + drop.column();
    verdicts.add(
        OLD_CODE,
        ERROR,
        "The version that runs now still reads or writes %s, if only because its ORM lists every column: those statements fail with `column \"%s\" does not exist` from here until its last process has stopped."
            .formatted(column, drop.column()),
        recipe(drop, at));
    at.schema()
        .column(drop.table(), drop.column())
        .filter(known -> known.notNull().orElse(false) && !known.fillsItself())
        .ifPresent(
            known ->
                verdicts.add(
                    NEW_CODE,
                    WARNING,
                    "%s is NOT NULL without a default: an INSERT of the new version, which leaves it out, fails until this has run."
                        .formatted(column),
                    recipe(drop, at)));
  }

  private static Recipe recipe(ColumnAction.Drop drop, Situation at) {
    Sql table = sql(drop.table());
    Sql column = sql(drop.column());
    Recipe before =
        Recipes.allowsNull(at.schema(), drop.table(), drop.column())
            ? Recipe.empty()
            : Recipe.empty().run(Recipes.dropNotNull(drop.table(), drop.column()));
    return before
        .say("release 1: code that does not name " + drop.column())
        .say("when no older process is left:")
        .run(Sql.of("ALTER TABLE {} DROP COLUMN {}", table, column))
        .orConcertina(Recipes.asItIs("it drops when nothing uses the column any more."));
  }
}
