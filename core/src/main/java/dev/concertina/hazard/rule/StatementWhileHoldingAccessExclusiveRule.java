package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** Long work goes on under a lock that an earlier statement took. */
final class StatementWhileHoldingAccessExclusiveRule extends ActionRule<Action> {

  StatementWhileHoldingAccessExclusiveRule() {
    super(
        Action.class,
        About.of(
            "statement-while-holding-access-exclusive",
            "long work goes on under a lock that an earlier statement took",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (!at.transaction().open() || !takesLong(action, at)) {
      return;
    }
    if (action instanceof DataAction data && at.transaction().holdsExclusively(data.table())) {
      written(data, at, verdicts);
      return;
    }
    Optional<QualifiedName> held =
        at.transaction().stopped().stream()
            .filter(at.transaction()::holdsExclusively)
            .filter(table -> !stopsByItself(action, table, at))
            .findFirst();
    Optional<QualifiedName> stopped = at.transaction().stopped().stream().findFirst();
    if (held.isPresent()) {
      tell("ACCESS EXCLUSIVE", held.get(), "read or write it", verdicts);
    } else if (stopped.isPresent() && action instanceof TableAction.ReadWhole) {
      tell("a lock", stopped.get(), "write it", verdicts);
    }
  }

  private static void written(DataAction data, Situation at, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        WARNING,
        "An earlier statement of the transaction holds ACCESS EXCLUSIVE on %s: nobody can read or write it until every row is written and the transaction ends."
            .formatted(words(data.table())),
        UnbatchedBackfillRule.inBatches(data, at.schema()));
  }

  /** Whether a rule of its own says that nobody can use the table while the action works. */
  private static boolean stopsByItself(Action action, QualifiedName held, Situation at) {
    return action.locks(at.schema(), at.context().server()).stream()
        .anyMatch(
            lock ->
                lock.relation().equals(held)
                    && lock.isLong()
                    && lock.mode() == LockMode.ACCESS_EXCLUSIVE);
  }

  private static void tell(String lock, QualifiedName table, String who, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        WARNING,
        "An earlier statement of the transaction holds %s on %s: nobody can %s until this is done as well."
            .formatted(lock, words(table), who),
        Recipe.empty().say("this statement in a migration of its own"));
  }

  private static boolean takesLong(Action action, Situation at) {
    boolean works =
        action.locks(at.schema(), at.context().server()).stream()
            .anyMatch(lock -> lock.isLong() && !at.isQuick(lock.relation()));
    return works || whole(action).filter(table -> !at.isQuick(table)).isPresent();
  }

  /** The table that is read or written as a whole. */
  private static Optional<QualifiedName> whole(Action action) {
    if (action instanceof TableAction.ReadWhole read) {
      return Optional.of(read.table());
    }
    boolean writes =
        (action instanceof DataAction.Update update && !update.bounded())
            || (action instanceof DataAction.Delete delete && !delete.bounded());
    return writes ? Optional.of(((DataAction) action).table()) : Optional.empty();
  }
}
