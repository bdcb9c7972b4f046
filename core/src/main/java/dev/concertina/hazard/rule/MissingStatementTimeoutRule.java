package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.sql.Sql;

/** A statement may hold its lock for ever. */
final class MissingStatementTimeoutRule extends ActionRule<Action> {

  MissingStatementTimeoutRule() {
    super(
        Action.class,
        About.of(
            "missing-statement-timeout", "a statement may hold its lock for ever", NOTICE, LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean told = at.transaction().hasStatementTimeout() || at.transaction().hasWorked();
    if (!told && RunsWithoutLimit.works(action, at)) {
      verdicts.add(
          LOCKS,
          NOTICE,
          "Nothing ends this if it takes longer than planned, and others wait as long as it takes.",
          Recipe.empty()
              .run(Sql.of("SET statement_timeout = '30s'"))
              .say("0 for what runs CONCURRENTLY"));
    }
  }
}
