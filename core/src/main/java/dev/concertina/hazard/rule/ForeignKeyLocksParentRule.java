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
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

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
    boolean drops = !(action instanceof TableAction.Create);
    List<Lock> others =
        parents(action, at.schema())
            .flatMap(
                parent -> at.feltLocks().stream().filter(lock -> lock.relation().equals(parent)))
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

  /** The tables that foreign keys of the action's own table point to. */
  private static Stream<QualifiedName> parents(Action action, Schema schema) {
    if (action instanceof TableAction.Create create) {
      return create.references().stream();
    }
    if (action instanceof TableAction.Drop drop) {
      return schema.parents(drop.table());
    }
    return action instanceof ConstraintAction.Drop constraint
        ? schema.constraint(constraint.table(), constraint.name()).stream()
            .flatMap(known -> known.references().stream())
            .filter(parent -> !parent.equals(constraint.table()))
        : Stream.empty();
  }
}
