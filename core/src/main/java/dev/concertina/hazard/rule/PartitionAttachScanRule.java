package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.sql.Sql;

/** A table is read as it becomes a partition, and nobody can use it. */
final class PartitionAttachScanRule extends ActionRule<PartitionAction.Attach> {

  PartitionAttachScanRule() {
    super(
        PartitionAction.Attach.class,
        About.of(
            "partition-attach-scan",
            "a table is read as it becomes a partition, and nobody can use it",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(PartitionAction.Attach attach, Situation at, Verdicts verdicts) {
    if (at.isQuick(attach.child()) || attach.isProven(at.schema())) {
      return;
    }
    verdicts.add(
        LOCKS,
        WARNING,
        "Every row of %s is checked against its bounds under ACCESS EXCLUSIVE; a default partition of %s is read, too."
            .formatted(words(attach.child()), words(attach.parent())),
        Recipe.empty()
            .run(
                Sql.of(
                    "ALTER TABLE {} ADD CONSTRAINT … CHECK (the bounds) NOT VALID",
                    sql(attach.child())))
            .say(
                "in its own transaction: VALIDATE it; then ATTACH, which now reads nothing; then drop it")
            .say("the same on a default partition, with the bounds negated"));
  }
}
