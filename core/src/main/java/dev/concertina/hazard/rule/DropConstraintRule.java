package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import java.util.Optional;

/** A guard goes that code may rely on. */
final class DropConstraintRule extends ActionRule<ConstraintAction.Drop> {

  DropConstraintRule() {
    super(
        ConstraintAction.Drop.class,
        About.of("drop-constraint", "a guard goes that code may rely on", WARNING, OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Drop drop, Situation at, Verdicts verdicts) {
    if (at.isNew(drop.table()) || at.isReplaced(drop)) {
      return;
    }
    Optional<Kind> known = drop.kind(at.schema());
    Kind kind = known.orElse(Kind.CHECK);
    if (kind != Kind.FOREIGN_KEY && kind != Kind.CHECK && kind != Kind.EXCLUSION) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        kind == Kind.CHECK ? NOTICE : WARNING,
        "The version that runs now may rely on %s: on its cascade, or on its refusing what the code does not check itself."
            .formatted(drop.name()),
        Recipes.codeFirst("does not rely on " + drop.name()));
  }
}
