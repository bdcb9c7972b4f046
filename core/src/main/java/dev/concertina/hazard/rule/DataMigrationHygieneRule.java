package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.SessionAction;

/** A data migration runs code that this migration does not hold. */
final class DataMigrationHygieneRule extends ActionRule<SessionAction.Opaque> {

  DataMigrationHygieneRule() {
    super(
        SessionAction.Opaque.class,
        About.of(
            "data-migration-hygiene",
            "a data migration runs code that this migration does not hold",
            NOTICE,
            NEW_CODE));
  }

  @Override
  void judge(SessionAction.Opaque opaque, Situation at, Verdicts verdicts) {
    if (opaque.command().equals("Python")) {
      verdicts.add(
          NEW_CODE,
          NOTICE,
          "The operation is code: if it imports a model, it breaks when the model changes; without a reverse the release cannot be taken back.",
          Recipe.empty()
              .say("apps.get_model() and reverse_code; batches that commit by themselves"));
    }
  }
}
