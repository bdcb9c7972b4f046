package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.Sql;

/** A check reads the whole table under a lock that stops readers. */
final class CheckWithoutNotValidRule extends ActionRule<ConstraintAction.Add> {

  CheckWithoutNotValidRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "check-without-not-valid",
            "a check reads the whole table under a lock that stops readers",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.CHECK) || add.spec().notValid() || at.isQuick(add.table())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s while every row is checked.".formatted(words(add.table())),
        Recipes.notValidThenValidate(
            add.table(), add.spec().nameIn(add.table()), Sql.verbatim(add.written())));
  }
}
