package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;

/** SET NOT NULL reads the whole table under a lock that stops readers. */
final class SetNotNullScanRule extends ActionRule<ColumnAction.SetNotNull> {

  SetNotNullScanRule() {
    super(
        ColumnAction.SetNotNull.class,
        About.of(
            "set-not-null-scan",
            "SET NOT NULL reads the whole table under a lock that stops readers",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.SetNotNull set, Situation at, Verdicts verdicts) {
    if (at.isQuick(set.table()) || set.isProven(at.schema())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s while every row is read for a NULL in %s."
            .formatted(words(set.table()), set.column()),
        Recipes.notNull(at.schema(), set.table(), set.column(), at.context().server()));
  }
}
