package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;

/** A schema or database goes with all that is in it. */
final class DropSchemaOrDatabaseRule extends ActionRule<ObjectAction.Drop> {

  DropSchemaOrDatabaseRule() {
    super(
        ObjectAction.Drop.class,
        About.of(
            "drop-schema-or-database",
            "a schema or database goes with all that is in it",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(ObjectAction.Drop drop, Situation at, Verdicts verdicts) {
    boolean whole =
        drop.kind() == ObjectAction.Kind.SCHEMA || drop.kind() == ObjectAction.Kind.DATABASE;
    if (!whole || at.isNewObject(drop.name()) || at.statement().declaredContract()) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        ERROR,
        "All that is in %s goes at once, and every statement that uses it fails."
            .formatted(drop.name().name()),
        Recipe.empty()
            .say("release 1: no code uses anything in it")
            .say("release 2: drop what is in it by name, then it, without CASCADE"));
  }
}
