package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.model.Routine;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** A trigger changes what writes of running code do. */
final class TriggerSideEffectRule extends ActionRule<Action> {

  TriggerSideEffectRule() {
    super(
        Action.class,
        About.of(
            "trigger-side-effect",
            "a trigger changes what writes of running code do",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TriggerAction.Create create && !at.isNew(create.table())) {
      verdicts.add(
          OLD_CODE,
          isIdle(create.function(), at) ? NOTICE : WARNING,
          "From here on, writes of the version that runs now pass through this trigger: what it raises they fail with, what it changes they do not expect.",
          Recipe.empty().say("let it do nothing for rows as running code writes them"));
    }
    if (action instanceof ObjectAction.CreateFunction function
        && function.rejects()
        && at.schema().objectCreatedIn(function.name()).isPresent()
        && !at.isNewObject(function.name())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Triggers of %s may refuse writes of the version that runs now: what the new body raises they fail with."
              .formatted(words(function.name())),
          Recipes.codeFirst("writes what the new body accepts"));
    }
    if (action instanceof TriggerAction.Drop drop
        && !at.isNew(drop.table())
        && !at.comesAgain(drop)) {
      verdicts.add(OLD_CODE, WARNING, stops(drop.table()), recipe());
    }
    if (action instanceof TableAction.TriggerState state
        && state.disables()
        && !at.isNew(state.table())) {
      verdicts.add(OLD_CODE, WARNING, stops(state.table()), recipe());
    }
    if (action instanceof SessionAction.SetParameter set
        && set.parameter().equals("session_replication_role")
        && set.value().filter("replica"::equals).isPresent()) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Until this is set back no trigger fires and no foreign key is checked here: rows without parents stay, and what triggers keep for the version that runs now is not kept.",
          Recipe.empty().say("write the rows in an order that the keys allow"));
    }
    if (action instanceof TriggerAction.OfRule rule && !at.isNew(rule.table())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "A rule rewrites the statements of the version that runs now on %s."
              .formatted(words(rule.table())),
          recipe());
    }
  }

  /** One of an earlier release may have another body by now. */
  private static boolean isIdle(QualifiedName function, Situation at) {
    List<Routine> known = at.schema().routines(function);
    return at.isNewObject(function) && !known.isEmpty() && known.stream().allMatch(Routine::idle);
  }

  private static String stops(QualifiedName table) {
    return "What the trigger kept on %s is no longer kept, and the version that runs now does not know."
        .formatted(words(table));
  }

  private static Recipe recipe() {
    return Recipes.codeFirst("does not rely on it");
  }
}
