package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.sql.Sql;

/** A statement may wait for its lock for ever, and all others behind it. */
final class MissingLockTimeoutRule extends ActionRule<Action> {

  MissingLockTimeoutRule() {
    super(
        Action.class,
        About.of(
            "missing-lock-timeout",
            "a statement may wait for its lock for ever, and all others behind it",
            NOTICE,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean told = at.transaction().hasLockTimeout() || at.transaction().hasWaited();
    if (!told && RunsWithoutLimit.waits(action, at)) {
      verdicts.add(
          LOCKS,
          NOTICE,
          "If one long query is running, this waits for it, and every statement that comes later waits behind this: the whole application stalls.",
          Recipe.empty()
              .run(Sql.of("SET lock_timeout = '2s'"))
              .say("and run the migration again when it runs out")
              .orConcertina(
                  Recipes.asItIs("it waits in short tries, and names who is in the way.")));
    }
  }
}
