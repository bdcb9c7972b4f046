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
import dev.concertina.plan.LockMode;
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
    if (at.isQuick(validate.table())) {
      return;
    }
    if (at.transaction().open()
        && at.transaction().addedNotValid(validate.table(), validate.name())) {
      verdicts.add(
          LOCKS,
          at.isTransactionKnown() ? ERROR : WARNING,
          "The lock that ADD CONSTRAINT took on %s is held until COMMIT, and so through this whole scan: NOT VALID has saved nothing."
              .formatted(words(validate.table())),
          apart(validate));
    } else if (isBesideMore(validate, at)) {
      verdicts.add(
          LOCKS,
          ERROR,
          "One ALTER TABLE takes the strongest lock that its commands need before the first of them: nobody can read or write %s until every row is checked."
              .formatted(words(validate.table())),
          apart(validate));
    }
  }

  private static Recipe apart(ConstraintAction.Validate validate) {
    return Recipe.empty()
        .say("in the next migration, in its own transaction:")
        .run(
            Sql.of(
                "ALTER TABLE {} VALIDATE CONSTRAINT {}",
                sql(validate.table()),
                sql(validate.name())));
  }

  private static boolean isBesideMore(ConstraintAction.Validate validate, Situation at) {
    return at.together().stream()
        .flatMap(other -> other.locks(at.schema(), at.context().server()).stream())
        .anyMatch(
            lock ->
                lock.relation().equals(validate.table())
                    && lock.mode() == LockMode.ACCESS_EXCLUSIVE);
  }
}
