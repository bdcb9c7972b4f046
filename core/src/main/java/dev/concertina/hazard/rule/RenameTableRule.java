package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.sql.Sql;

/** A table gets another name under code that uses it. */
final class RenameTableRule extends ActionRule<RenameAction.OfTable> {

  RenameTableRule() {
    super(
        RenameAction.OfTable.class,
        About.of(
            "rename-table",
            "a table gets another name under code that uses it",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfTable rename, Situation at, Verdicts verdicts) {
    if (at.isNew(rename.table())) {
      return;
    }
    boolean stands = at.standsAgain(rename.table());
    String old = words(rename.table());
    Recipe recipe =
        Recipe.empty()
            .say("in one transaction, with the same GRANTs on the view:")
            .run(
                Sql.of(
                    "ALTER TABLE {} RENAME TO {}",
                    sql(rename.table()),
                    sql(rename.newName().name().value())))
            .run(
                Sql.of(
                    "CREATE VIEW {} AS SELECT * FROM {}",
                    sql(rename.table()),
                    sql(rename.newName())))
            .say("release 1: code that uses the new name")
            .say("when no older process is left:")
            .run(Sql.of("DROP VIEW {}", sql(rename.table())))
            .orConcertina(
                Recipes.asItIs(
                    "it keeps an updatable view under the other name until old code is gone."));
    verdicts.add(
        OLD_CODE,
        stands ? NOTICE : ERROR,
        stands
            ? "A view stands in for %s: reads and plain writes work, ON CONFLICT ON CONSTRAINT and TRUNCATE do not."
                .formatted(old)
            : "The version that runs now uses %s: those statements fail with `relation \"%s\" does not exist` from here until its last process has stopped."
                .formatted(old, old),
        recipe);
    verdicts.add(
        NEW_CODE,
        stands ? NOTICE : ERROR,
        "The new version uses %s: it fails if it starts before this has run."
            .formatted(words(rename.newName())),
        recipe);
  }
}
