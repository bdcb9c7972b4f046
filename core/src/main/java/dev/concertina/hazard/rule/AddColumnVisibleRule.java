package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;

/** A new column is seen by statements that do not name columns. */
final class AddColumnVisibleRule extends ActionRule<ColumnAction.Add> {

  AddColumnVisibleRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-visible",
            "a new column is seen by statements that do not name columns",
            NOTICE,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (at.isNew(add.table())) {
      return;
    }
    String column = words(add.table()) + "." + add.column();
    verdicts.add(
        OLD_CODE,
        NOTICE,
        "A prepared SELECT * of %s fails once with `cached plan must not change result type`; INSERT … SELECT *, COPY without a list and UNION of stars fail; %s becomes ambiguous where a joined table has it, too."
            .formatted(words(add.table()), add.column()),
        Recipe.empty().say("name the columns in code"));
    verdicts.add(
        NEW_CODE,
        NOTICE,
        "The new version asks for %s: it fails if it starts before this has run.".formatted(column),
        Recipe.empty().say("run this before the new version starts"));
  }
}
