package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Unreadable;

/** What PostgreSQL cannot read. */
final class SyntaxErrorRule extends ActionRule<Unreadable> {

  SyntaxErrorRule() {
    super(Unreadable.class, About.of("syntax-error", "PostgreSQL cannot read it", ERROR, NEW_CODE));
  }

  @Override
  void judge(Unreadable unreadable, Situation at, Verdicts verdicts) {
    verdicts.add(
        NEW_CODE,
        ERROR,
        "PostgreSQL cannot read this: %s. The migration fails here, and the new version meets the old schema."
            .formatted(unreadable.reason()),
        Recipe.empty().say("correct the SQL; variables of a tool have to be filled in first"));
  }
}
