package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.sql.Sql;

/** A column gets another name under code that uses it. */
final class RenameColumnRule extends ActionRule<RenameAction.OfColumn> {

  RenameColumnRule() {
    super(
        RenameAction.OfColumn.class,
        About.of(
            "rename-column",
            "a column gets another name under code that uses it",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfColumn rename, Situation at, Verdicts verdicts) {
    if (at.isNew(rename.table())) {
      return;
    }
    String table = words(rename.table());
    Recipe recipe =
        Recipes.secondColumn(
                at.schema(),
                rename.table(),
                rename.column(),
                rename.newName(),
                type(rename, at),
                sql(rename.column()))
            .orConcertina(
                Recipes.asItIs("it keeps both names alive and in step until old code is gone."));
    verdicts.add(
        OLD_CODE,
        ERROR,
        "The version that runs now asks for %s.%s: those statements fail with `column \"%s\" does not exist` from here until its last process has stopped."
            .formatted(table, rename.column(), rename.column()),
        recipe);
    verdicts.add(
        NEW_CODE,
        ERROR,
        "The new version asks for %s.%s: it fails if it starts before this has run, and when it is rolled back the old one fails."
            .formatted(table, rename.newName()),
        recipe);
  }

  private static Sql type(RenameAction.OfColumn rename, Situation at) {
    return at.schema()
        .column(rename.table(), rename.column())
        .flatMap(Column::type)
        .map(known -> Sql.verbatim(known.words()))
        .orElse(Sql.of("…"));
  }
}
