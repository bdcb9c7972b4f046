package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;
import java.util.regex.Pattern;

/** A unique constraint goes that upserts name. */
final class UniqueDroppedRule extends ActionRule<Action> {

  private static final Pattern CALLED_UNIQUE =
      Pattern.compile("(?i).*uniq.*|(?:.*_)?(?:uq|ux)(?:_.*)?|(?!i[dx]+_).*_key");

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
        && isUnique(drop.index(), at)
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

  /**
   * Of an index that no script has made, its name may say it, unless another comes in its place.
   */
  private static boolean isUnique(QualifiedName index, Situation at) {
    boolean another = at.anywhere(Topics.INDEX_BY_UNIQUENESS, true).findAny().isPresent();
    return at.schema()
        .index(index)
        .map(IndexFacts::unique)
        .orElseGet(() -> !another && CALLED_UNIQUE.matcher(index.name().value()).matches());
  }
}
