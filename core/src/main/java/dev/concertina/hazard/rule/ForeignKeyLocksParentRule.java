package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** A statement about one table locks another for its foreign key. */
final class ForeignKeyLocksParentRule extends ActionRule<Action> {

  ForeignKeyLocksParentRule() {
    super(
        Action.class,
        About.of(
            "foreign-key-locks-parent",
            "a statement about one table locks another for its foreign key",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    boolean drops = action instanceof TableAction.Drop || action instanceof ConstraintAction.Drop;
    if (!drops && !(action instanceof TableAction.Create)) {
      return;
    }
    List<Lock> others =
        action.locks(at.schema(), at.context().server()).stream()
            .filter(lock -> !isOwn(action, lock.relation()) && !at.isQuick(lock.relation()))
            .toList();
    for (Lock lock : others) {
      verdicts.add(
          LOCKS,
          drops || others.size() > 2 ? WARNING : NOTICE,
          "For the sake of a foreign key this waits for %s on %s as well; %s wait behind it."
              .formatted(lock.mode().words(), words(lock.relation()), lock.mode().stops()),
          Recipe.empty()
              .say(
                  "one foreign key in a transaction; drop it before the table, under a lock_timeout"));
    }
  }

  private static boolean isOwn(Action action, QualifiedName relation) {
    if (action instanceof TableAction.Drop drop) {
      return drop.table().equals(relation);
    }
    return (action instanceof ConstraintAction.Drop constraint
            && constraint.table().equals(relation))
        || (action instanceof TableAction.Create create
            && create.partitionOf().filter(relation::equals).isPresent());
  }
}
