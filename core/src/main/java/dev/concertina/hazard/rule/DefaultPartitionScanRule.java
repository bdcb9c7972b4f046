package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A new partition has the default one searched for its rows, and nobody can use it meanwhile. */
final class DefaultPartitionScanRule extends ActionRule<Action> {

  DefaultPartitionScanRule() {
    super(
        Action.class,
        About.of(
            "default-partition-scan",
            "a new partition has the default one searched, and nobody can use it meanwhile",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof PartitionAction.Attach attach) {
      judge(attach.parent(), attach.child(), at, verdicts);
    }
    if (action instanceof TableAction.Create create) {
      create
          .partitionOf()
          .map(PartitionOf::parent)
          .ifPresent(parent -> judge(parent, create.table(), at, verdicts));
    }
  }

  private static void judge(
      QualifiedName parent, QualifiedName child, Situation at, Verdicts verdicts) {
    at.schema()
        .defaultPartition(parent)
        .filter(other -> !other.equals(child) && !at.isQuick(other))
        .filter(other -> !at.schema().hasValidCheck(other))
        .ifPresent(
            other ->
                verdicts.add(
                    LOCKS,
                    WARNING,
                    "Nobody can read or write %s, the default partition of %s, while it is searched for rows that belong to %s; if there is one, this fails."
                        .formatted(words(other), words(parent), words(child)),
                    Recipe.empty()
                        .say("move such rows out of the default partition, in batches")
                        .run(
                            Sql.of(
                                "ALTER TABLE {} ADD CONSTRAINT … CHECK (NOT (the new bounds)) NOT VALID",
                                sql(other)))
                        .say(
                            "next migration, in its own transaction: VALIDATE it; then this, which now reads nothing; then drop it")));
  }
}
