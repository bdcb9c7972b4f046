package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Relation;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A partition is detached while nobody can use any partition. */
final class PartitionDetachBlockingRule extends ActionRule<Action> {

  PartitionDetachBlockingRule() {
    super(
        Action.class,
        About.of(
            "partition-detach-blocking",
            "a partition is detached while nobody can use any partition",
            ERROR,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof PartitionAction.Detach detach && !at.isNew(detach.parent())) {
      detach(detach, verdicts);
    }
    if (action instanceof TableAction.Drop drop && !at.isQuick(drop.table())) {
      at.schema()
          .relation(drop.table())
          .flatMap(Relation::partitionOf)
          .ifPresent(parent -> drop(drop.table(), parent, verdicts));
    }
    if (action instanceof PartitionAction.Disinherit leave && !at.isNew(leave.child())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          notFound(leave.parent(), leave.child()),
          Recipes.codeFirst("does not ask " + words(leave.parent()) + " for those rows"));
    }
  }

  private static String notFound(QualifiedName parent, QualifiedName child) {
    return "Code that asks %s no longer finds the rows of %s."
        .formatted(words(parent), words(child));
  }

  private static Recipe concurrently(QualifiedName parent, QualifiedName child) {
    return Recipe.empty()
        .say("outside of a transaction:")
        .run(Sql.of("ALTER TABLE {} DETACH PARTITION {} CONCURRENTLY", sql(parent), sql(child)));
  }

  private static void drop(QualifiedName child, QualifiedName parent, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        ERROR,
        "DROP TABLE of a partition waits for every running query of %s, and all later ones, of any partition, wait behind it."
            .formatted(words(parent)),
        concurrently(parent, child)
            .say("next migration:")
            .run(Sql.of("DROP TABLE {}", sql(child))));
  }

  private static void detach(PartitionAction.Detach detach, Verdicts verdicts) {
    Recipe recipe = concurrently(detach.parent(), detach.child());
    if (!detach.concurrently()) {
      verdicts.add(
          LOCKS,
          ERROR,
          "DETACH waits for every running query of %s, and all later ones, of any partition, wait behind it."
              .formatted(words(detach.parent())),
          recipe);
    }
    verdicts.add(OLD_CODE, NOTICE, notFound(detach.parent(), detach.child()), recipe);
  }
}
