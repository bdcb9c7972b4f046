package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import java.util.Set;

/** A new enum label is used in the transaction that adds it. */
final class EnumValueInTransactionRule extends ActionRule<Action> {

  EnumValueInTransactionRule() {
    super(
        Action.class,
        About.of(
            "enum-value-in-transaction",
            "a new enum label is used in the transaction that adds it",
            ERROR,
            LOCKS,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    Set<String> labels = at.transaction().newLabels();
    // Of a body, the text is that of all of its steps.
    if (!at.transaction().open() || labels.isEmpty() || at.step() > 0 || !at.isFirst()) {
      return;
    }
    labels.stream()
        .filter(label -> at.statement().origin().statement().contains("'" + label + "'"))
        .findFirst()
        .ifPresent(label -> refused(label, verdicts));
  }

  private static void refused(String label, Verdicts verdicts) {
    Recipe apart = Recipe.empty().say("ALTER TYPE … ADD VALUE in a migration of its own");
    verdicts.add(
        LOCKS,
        ERROR,
        "PostgreSQL refuses to use the label '%s' before the transaction that adds it has committed: the migration fails here."
            .formatted(label),
        apart);
    verdicts.add(
        NEW_CODE,
        ERROR,
        "The new version finds the schema without the label, or cannot start.",
        apart);
  }
}
