package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.ConstraintAction.Alter.Enforcement;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import java.util.Set;

/** A guard goes that code may rely on. */
final class DropConstraintRule extends ActionRule<ConstraintAction> {

  /** The others have rules of their own. */
  private static final Set<Kind> GUARDS = Set.of(Kind.FOREIGN_KEY, Kind.CHECK, Kind.EXCLUSION);

  DropConstraintRule() {
    super(
        ConstraintAction.class,
        About.of("drop-constraint", "a guard goes that code may rely on", WARNING, OLD_CODE));
  }

  @Override
  void judge(ConstraintAction action, Situation at, Verdicts verdicts) {
    if (at.isNew(action.table())) {
      return;
    }
    if (action instanceof ConstraintAction.Drop drop && !at.isReplaced(drop)) {
      Kind kind = drop.kind(at.schema()).orElse(Kind.CHECK);
      if (GUARDS.contains(kind)) {
        relied(drop.name(), kind == Kind.CHECK ? NOTICE : WARNING, verdicts);
      }
    }
    if (action instanceof ConstraintAction.Alter alter && alter.enforcement() == Enforcement.ENDS) {
      relied(alter.name(), WARNING, verdicts);
    }
  }

  private static void relied(String constraint, Severity severity, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        severity,
        "The version that runs now may rely on %s: on its cascade, or on its refusing what the code does not check itself."
            .formatted(constraint),
        Recipes.codeFirst("does not rely on " + constraint));
  }
}
