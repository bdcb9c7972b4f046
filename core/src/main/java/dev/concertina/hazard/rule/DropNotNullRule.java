package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;

/** Running code may meet a NULL. */
final class DropNotNullRule extends ActionRule<ColumnAction.DropNotNull> {

  DropNotNullRule() {
    super(
        ColumnAction.DropNotNull.class,
        About.of("drop-not-null", "running code may meet a NULL", WARNING, OLD_CODE));
  }

  @Override
  void judge(ColumnAction.DropNotNull drop, Situation at, Verdicts verdicts) {
    if (at.isNew(drop.table())) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        at.goesLater(drop.table(), drop.column()) ? NOTICE : WARNING,
        "As soon as new code writes NULL into %s.%s, the version that runs now reads a value that it does not expect."
            .formatted(words(drop.table()), drop.column()),
        Recipes.codeFirst("can read NULL there"));
  }
}
