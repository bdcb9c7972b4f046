package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.sql.Sql;

/** A constraint is validated in the transaction that added it. */
final class ValidateInSameTransactionRule extends ActionRule<ConstraintAction.Validate> {

  ValidateInSameTransactionRule() {
    super(
        ConstraintAction.Validate.class,
        About.of(
            "validate-in-same-transaction",
            "a constraint is validated in the transaction that added it",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Validate validate, Situation at, Verdicts verdicts) {
    boolean together =
        at.transaction().open()
            && at.transaction().addedNotValid(validate.table(), validate.name())
            && !at.isQuick(validate.table());
    if (!together) {
      return;
    }
    verdicts.add(
        LOCKS,
        at.isTransactionKnown() ? ERROR : WARNING,
        "The lock that ADD CONSTRAINT took on %s is held until COMMIT, and so through this whole scan: NOT VALID has saved nothing."
            .formatted(words(validate.table())),
        Recipe.empty()
            .say("in the next migration, in its own transaction:")
            .run(
                Sql.of(
                    "ALTER TABLE {} VALIDATE CONSTRAINT {}",
                    sql(validate.table()),
                    sql(validate.name()))));
  }
}
