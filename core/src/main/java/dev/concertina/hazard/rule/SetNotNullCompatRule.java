package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;

/** Running code may still write NULL. */
final class SetNotNullCompatRule extends ActionRule<ColumnAction.SetNotNull> {

  SetNotNullCompatRule() {
    super(
        ColumnAction.SetNotNull.class,
        About.of("set-not-null-compat", "running code may still write NULL", WARNING, OLD_CODE));
  }

  @Override
  void judge(ColumnAction.SetNotNull set, Situation at, Verdicts verdicts) {
    if (at.isNew(set.table())) {
      return;
    }
    boolean proven = set.isProven(at.schema());
    verdicts.add(
        OLD_CODE,
        proven ? NOTICE : WARNING,
        "Where the version that runs now writes NULL into %s.%s, or leaves it out without a default, it fails from here until its last process has stopped."
            .formatted(words(set.table()), set.column()),
        proven || at.isQuick(set.table())
            ? Recipes.codeFirst("always writes " + set.column()).orConcertina(Recipes.NOT_NULL)
            : Recipes.notNull(set.table(), set.column(), at.context().server()));
  }
}
