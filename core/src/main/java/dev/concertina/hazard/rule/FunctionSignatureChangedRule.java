package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.RenameAction;

/** A function goes or changes how it is called. */
final class FunctionSignatureChangedRule extends ActionRule<Action> {

  private static final Topic<ObjectAction.CreateFunction> MADE =
      Topic.of(ObjectAction.CreateFunction.class, ObjectAction.CreateFunction::name);

  FunctionSignatureChangedRule() {
    super(
        Action.class,
        About.of(
            "function-signature-changed",
            "a function goes or changes how it is called",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ObjectAction.DropFunction drop && !at.isNewObject(drop.name())) {
      boolean again = at.later(MADE, drop.name()).findAny().isPresent();
      verdicts.add(
          OLD_CODE,
          again ? WARNING : ERROR,
          again
              ? "%s comes back otherwise: calls of the version that runs now may no longer match, and its grants are lost."
                  .formatted(words(drop.name()))
              : "Calls of %s by the version that runs now fail, and so does every trigger or view that uses it."
                  .formatted(words(drop.name())),
          recipe());
    }
    if (action instanceof ObjectAction.AlterFunction alter && !at.isNewObject(alter.name())) {
      altered(alter, verdicts);
    }
    if (action instanceof RenameAction.OfFunction rename && !at.isNewObject(rename.function())) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "Calls of %s by the version that runs now fail.".formatted(words(rename.function())),
          recipe());
    }
    if (action instanceof ObjectAction.CreateFunction create && !at.isNewObject(create.name())) {
      at.schema()
          .objectCreatedIn(create.name())
          .filter(release -> !create.replaces())
          .filter(
              release ->
                  at.schema().routines(create.name()).stream()
                      .noneMatch(create.routine()::hasSameInputs))
          .ifPresent(
              release ->
                  verdicts.add(
                      OLD_CODE,
                      WARNING,
                      "A second %s stands beside the first: calls that fit both fail as ambiguous."
                          .formatted(words(create.name())),
                      recipe()));
    }
  }

  private static void altered(ObjectAction.AlterFunction alter, Verdicts verdicts) {
    String message =
        switch (alter.kind()) {
          case SEARCH_PATH ->
              "%s looks up names without a schema in another one from here on: it finds other tables, or none, and the calls of the version that runs now fail.";
          case SECURITY_INVOKER ->
              "%s runs with the rights of its caller from here on: where the role of the version that runs now has none on what it uses, its calls fail with `permission denied`.";
        };
    verdicts.add(OLD_CODE, WARNING, message.formatted(words(alter.name())), recipe());
  }

  private static Recipe recipe() {
    return Recipe.empty()
        .say("a new name for the new function; drop the old one when no old process is left");
  }
}
