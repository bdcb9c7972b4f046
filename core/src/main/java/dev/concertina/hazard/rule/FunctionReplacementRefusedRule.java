package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.model.Routine;
import dev.concertina.hazard.model.Routine.Parameter;
import java.util.Optional;

/** OR REPLACE changes no result and no name of a parameter. */
final class FunctionReplacementRefusedRule extends ActionRule<ObjectAction.CreateFunction> {

  FunctionReplacementRefusedRule() {
    super(
        ObjectAction.CreateFunction.class,
        About.of(
            "function-replacement-refused",
            "OR REPLACE would change the result of a function, or the name of a parameter",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(ObjectAction.CreateFunction create, Situation at, Verdicts verdicts) {
    at.schema().routines(create.name()).stream()
        .filter(create.routine()::hasSameInputs)
        .findFirst()
        .flatMap(old -> difference(create, old))
        .ifPresent(
            why ->
                Refusal.tell(
                    "%s %s".formatted(words(create.name()), why),
                    "another function under another name; or DROP FUNCTION and CREATE FUNCTION in one transaction, with what depends on it",
                    verdicts));
  }

  private static Optional<String> difference(ObjectAction.CreateFunction create, Routine old) {
    Routine fresh = create.routine();
    if (!create.replaces()) {
      return Optional.of("exists with parameters of these types");
    }
    if (old.procedure() != fresh.procedure()) {
      return Optional.of("is a procedure here and a function there");
    }
    if (!old.hasSameResult(fresh)) {
      return Optional.of("has another result");
    }
    for (int i = 0; i < old.inputs().size(); i++) {
      Parameter before = old.inputs().get(i);
      Parameter after = fresh.inputs().get(i);
      if (before.name().isPresent() && !before.name().equals(after.name())) {
        return Optional.of("has a parameter %s".formatted(before.name().get()));
      }
      if (before.hasDefault() && !after.hasDefault()) {
        return Optional.of("has a default of its parameter %d".formatted(i + 1));
      }
    }
    return Optional.empty();
  }
}
