package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.Kind;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.sql.QualifiedName;
import java.util.Set;

/** A type, sequence or extension goes, or is called otherwise. */
final class ObjectGoneRule extends ActionRule<Action> {

  private static final Set<Kind> OTHER_RULES = Set.of(Kind.DATABASE, Kind.SCHEMA);

  ObjectGoneRule() {
    super(
        Action.class,
        About.of(
            "object-gone",
            "a type, sequence or extension goes, or is called otherwise",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ObjectAction.Drop drop
        && !OTHER_RULES.contains(drop.kind())
        && !at.isNewObject(drop.name())
        && !at.statement().declaredContract()) {
      add(used(drop.kind(), drop.name()), verdicts);
    }
    if (action instanceof RenameAction.OfObject rename) {
      add(used(rename.kind(), rename.object()), verdicts);
    }
    if (action instanceof RenameAction.OfType rename
        && !at.isNewObject(rename.type())
        && !standsAgain(rename.type(), at)) {
      add(words(rename.type()), verdicts);
    }
  }

  private static String used(Kind kind, QualifiedName name) {
    return switch (kind) {
      case CAST -> "the cast of " + words(name);
      case EXTENSION -> "a function, type or operator of " + words(name);
      case FOREIGN_SERVER -> "a foreign table of " + words(name);
      default -> words(name);
    };
  }

  private static void add(String used, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        WARNING,
        "Where the version that runs now uses %s (in a cast, a default, a call), it fails."
            .formatted(used),
        Recipes.codeFirst("does not use it"));
  }

  /** Whether another type takes its name, which has a rule of its own. */
  private static boolean standsAgain(QualifiedName type, Situation at) {
    return at.later(Topics.ENUM_MADE, type).findAny().isPresent();
  }
}
