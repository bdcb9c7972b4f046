package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.SessionAction;

/** What a statement does cannot be seen. */
final class OpaqueSqlRule extends ActionRule<SessionAction.Opaque> {

  OpaqueSqlRule() {
    super(
        SessionAction.Opaque.class,
        About.of("opaque-sql", "what a statement does cannot be seen", WARNING, LOCKS, OLD_CODE));
  }

  @Override
  void judge(SessionAction.Opaque opaque, Situation at, Verdicts verdicts) {
    if (opaque.command().equals("DO") && !opaque.isHidden()) {
      return;
    }
    boolean call = opaque.command().equals("CALL");
    verdicts.add(
        LOCKS,
        call ? NOTICE : WARNING,
        "%s hides its statements: what it locks, rewrites and breaks is not known."
            .formatted(opaque.command()),
        Recipe.empty()
            .say(
                "plain statements; or say in a comment what it does, and ignore this finding with that reason"));
  }
}
