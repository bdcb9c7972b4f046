package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.SessionAction;

/** What a statement does cannot be seen. */
final class OpaqueSqlRule extends ActionRule<SessionAction.Opaque> {

  private static final Recipe PLAINLY =
      Recipe.empty()
          .say(
              "plain statements; or say in a comment what it does, and ignore this finding with that reason");

  OpaqueSqlRule() {
    super(
        SessionAction.Opaque.class,
        About.of("opaque-sql", "what a statement does cannot be seen", WARNING, LOCKS, OLD_CODE));
  }

  @Override
  void judge(SessionAction.Opaque opaque, Situation at, Verdicts verdicts) {
    switch (opaque.sight()) {
      case WHOLE -> whole(at, verdicts);
      case NOT_WHOLE -> {
        boolean python = opaque.command().equals("Python");
        verdicts.add(LOCKS, WARNING, hides(opaque, "what it locks and rewrites"), PLAINLY);
        if (!python) {
          verdicts.add(OLD_CODE, WARNING, hides(opaque, "what it takes from code"), PLAINLY);
        }
      }
      case ELSEWHERE ->
          verdicts.add(LOCKS, NOTICE, hides(opaque, "what it locks and breaks"), PLAINLY);
    }
  }

  private static String hides(SessionAction.Opaque opaque, String what) {
    return "%s hides statements, so they are not judged: %s is not known."
        .formatted(opaque.command(), what);
  }

  /** All is read, but for names that are known only when it runs. */
  private static void whole(Situation at, Verdicts verdicts) {
    at.statement().actions().stream()
        .flatMap(action -> action.locks(at.schema(), at.context().server()).stream())
        .filter(lock -> lock.stopsSomebody() && Names.isUnknown(lock.relation()))
        .filter(lock -> !at.isQuick(lock.relation()))
        .findFirst()
        .ifPresent(
            lock ->
                verdicts.add(
                    LOCKS,
                    WARNING,
                    "Which tables this locks, and how many at once, is known only when it runs: %s. Until it is done nobody can use any of them."
                        .formatted(words(lock.relation())),
                    Recipe.empty().say("plain statements, for each table a migration of its own")));
  }
}
