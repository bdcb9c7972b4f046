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
    if (at.isQuick(attach.child()) || at.schema().hasValidCheck(attach.child())) {
      return;
    }
    verdicts.add(
        LOCKS,
        WARNING,
        "Nobody can read or write %s while every row of it is checked against its bounds."
            .formatted(words(attach.child())),
        Recipe.empty()
            .run(
                Sql.of(
                    "ALTER TABLE {} ADD CONSTRAINT … CHECK (the bounds) NOT VALID",
                    sql(attach.child())))
            .say(
                "in its own transaction: VALIDATE it; then ATTACH, which now reads nothing; then drop it"));
  }
}
