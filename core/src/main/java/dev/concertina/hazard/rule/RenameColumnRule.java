package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameColumn;
import dev.concertina.sql.Sql;

/** A column that changes its name under code that uses it. */
final class RenameColumnRule extends ActionRule<RenameColumn> {

  RenameColumnRule() {
    super(
        RenameColumn.class,
        About.of("rename-column", "a column gets another name", ERROR, OLD_CODE, NEW_CODE));
  }

  @Override
  void judge(RenameColumn rename, Situation at, Verdicts verdicts) {
    if (at.isNew(rename.table())) {
      return;
    }
    String table = Names.words(rename.table());
    verdicts.add(
        OLD_CODE,
        ERROR,
        "Code that runs now asks for %s.%s; each of its statements fails with `column \"%s\" does not exist` from here until its last process has stopped."
            .formatted(table, rename.column(), rename.column()),
        recipe(rename));
    verdicts.add(
        NEW_CODE,
        ERROR,
        "Code that asks for %s.%s fails until this has run, and again if the migration is taken back."
            .formatted(table, rename.newName()),
        recipe(rename));
  }

  private static Recipe recipe(RenameColumn rename) {
    Sql table = Names.sql(rename.table());
    Sql old = Names.sql(rename.column());
    Sql fresh = Names.sql(rename.newName());
    return Recipe.empty()
        .run(Sql.of("ALTER TABLE {} ADD COLUMN {} …", table, fresh))
        .say("release: write both columns, read " + rename.column())
        .run(Sql.of("UPDATE {} SET {} = {} WHERE … -- in batches", table, fresh, old))
        .say("release: read " + rename.newName() + ", then stop writing " + rename.column())
        .run(Sql.of("ALTER TABLE {} DROP COLUMN {}", table, old))
        .orConcertina("Write this rename as it is: `concertina plan` keeps both names alive.");
  }
}
