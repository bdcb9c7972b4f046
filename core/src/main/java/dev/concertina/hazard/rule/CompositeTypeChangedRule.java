package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** A composite type changes under code that writes it. */
final class CompositeTypeChangedRule extends ActionRule<Action> {

  CompositeTypeChangedRule() {
    super(
        Action.class,
        About.of(
            "composite-type-changed",
            "a composite type changes under code that writes it",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    Optional<QualifiedName> type = Optional.empty();
    if (action instanceof ObjectAction.AlterComposite alter) {
      type = Optional.of(alter.name());
    } else if (action instanceof RenameAction.OfAttribute rename) {
      type = Optional.of(rename.type());
    }
    type.filter(name -> !at.isNewObject(name))
        .ifPresent(
            name ->
                verdicts.add(
                    OLD_CODE,
                    WARNING,
                    "Row literals and casts of %s in the version that runs now have the wrong number of fields from here on."
                        .formatted(words(name)),
                    Recipe.empty().say("a new type beside it")));
  }
}
