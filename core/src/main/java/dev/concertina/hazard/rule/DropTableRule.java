package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.sql.Sql;

/** A table goes that code may still use. */
final class DropTableRule extends ActionRule<TableAction.Drop> {

  DropTableRule() {
    super(
        TableAction.Drop.class,
        About.of("drop-table", "a table goes that code may still use", ERROR, OLD_CODE));
  }

  @Override
  void judge(TableAction.Drop drop, Situation at, Verdicts verdicts) {
    if (at.isNew(drop.table()) || at.isTemporary(drop.table()) || at.isContract(drop)) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        drop.ifExists() && at.isUnheardOf(drop.table()) ? NOTICE : ERROR,
        "The version that runs now still uses %s: those statements fail with `relation \"%s\" does not exist` from here until its last process has stopped. The rows are gone."
            .formatted(words(drop.table()), words(drop.table())),
        Recipe.empty()
            .say("release 1: code that does not use " + words(drop.table()))
            .say("when no older process is left, drop its foreign keys, then:")
            .run(Sql.of("DROP TABLE {}", sql(drop.table())))
            .orConcertina(
                Recipes.asItIs(
                    "it moves the table away when nothing uses it, and keeps the rows for a while.")));
  }
}
