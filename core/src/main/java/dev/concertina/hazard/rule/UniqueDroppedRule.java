package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.IndexFacts;
import java.util.Optional;

/** A unique constraint goes that upserts name. */
final class UniqueDroppedRule extends ActionRule<Action> {

  UniqueDroppedRule() {
    super(
        Action.class,
        About.of(
            "unique-dropped", "a unique constraint goes that upserts name", WARNING, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    Optional<String> gone = Optional.empty();
    if (action instanceof ConstraintAction.Drop drop
        && !at.isNew(drop.table())
        && !at.isReplaced(drop)) {
      gone =
          drop.kind(at.schema())
              .filter(kind -> kind == Kind.UNIQUE || kind == Kind.PRIMARY_KEY)
              .map(kind -> drop.name());
    }
    if (action instanceof IndexAction.Drop drop
        && at.schema().index(drop.index()).filter(IndexFacts::unique).isPresent()
        && !at.isNewIndex(drop.index())) {
      gone = Optional.of(words(drop.index()));
    }
    gone.ifPresent(
        name ->
            verdicts.add(
                OLD_CODE,
                WARNING,
                "INSERT … ON CONFLICT (its columns) of the version that runs now fails without %s, and duplicates are written in silence."
                    .formatted(name),
                Recipes.codeFirst("has no ON CONFLICT on these columns")));
  }
}
