package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Schema;
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
      detach(detach, at.schema(), verdicts);
    }
    if (action instanceof TableAction.Drop drop && !at.isQuick(drop.table())) {
      at.schema()
          .relation(drop.table())
          .flatMap(Relation::partitionOf)
          .map(PartitionOf::parent)
          .ifPresent(parent -> drop(drop.table(), parent, at.schema(), verdicts));
    }
  }

  /** Beside a default partition PostgreSQL refuses CONCURRENTLY ("ALTER TABLE"). */
  private static Recipe detached(QualifiedName parent, QualifiedName child, Schema schema) {
    Sql detach = Sql.of("ALTER TABLE {} DETACH PARTITION {}", sql(parent), sql(child));
    return schema.defaultPartition(parent).isPresent()
        ? Recipe.empty()
            .say("beside a default partition CONCURRENTLY is refused; so with a short wait:")
            .run(Sql.of("SET lock_timeout = '2s'"))
            .run(detach)
        : Recipe.empty().say("outside of a transaction:").run(Sql.of("{} CONCURRENTLY", detach));
  }

  private static void drop(
      QualifiedName child, QualifiedName parent, Schema schema, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        ERROR,
        "DROP TABLE of a partition waits for every running query of %s, and all later ones, of any partition, wait behind it."
            .formatted(words(parent)),
        detached(parent, child, schema)
            .say("next migration:")
            .run(Sql.of("DROP TABLE {}", sql(child))));
  }

  private static void detach(PartitionAction.Detach detach, Schema schema, Verdicts verdicts) {
    Recipe recipe = detached(detach.parent(), detach.child(), schema);
    if (!detach.concurrently()) {
      verdicts.add(
          LOCKS,
          ERROR,
          "DETACH waits for every running query of %s, and all later ones, of any partition, wait behind it."
              .formatted(words(detach.parent())),
          recipe);
    }
    verdicts.add(
        OLD_CODE,
        NOTICE,
        "Code that asks %s no longer finds the rows of %s."
            .formatted(words(detach.parent()), words(detach.child())),
        recipe);
  }
}
