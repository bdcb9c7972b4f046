package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.DropColumn;
import dev.concertina.sql.Sql;

/** A column that goes while code that uses it still runs. */
final class DropColumnRule extends ActionRule<DropColumn> {

  DropColumnRule() {
    super(
        DropColumn.class,
        About.of("drop-column", "a column goes that code may still use", ERROR, OLD_CODE));
  }

  @Override
  void judge(DropColumn drop, Situation at, Verdicts verdicts) {
    if (at.isNew(drop.table()) || at.statement().declaredContract()) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        ERROR,
        "Code that runs now reads or writes %s.%s, if only because an ORM lists every column; it fails from here until its last process has stopped."
            .formatted(Names.words(drop.table()), drop.column()),
        recipe(drop));
  }

  private static Recipe recipe(DropColumn drop) {
    Sql table = Names.sql(drop.table());
    Sql column = Names.sql(drop.column());
    return Recipe.empty()
        .run(Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table, column))
        .say("release: no code names " + drop.column() + " any more")
        .run(Sql.of("ALTER TABLE {} DROP COLUMN {}", table, column))
        .orConcertina("Write this drop as it is: it waits for evidence that nothing uses it.");
  }
}
