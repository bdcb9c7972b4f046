package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.sql.Sql;

/** CREATE TABLE … PARTITION OF locks the parent for itself. */
final class PartitionCreateOfRule extends ActionRule<TableAction.Create> {

  PartitionCreateOfRule() {
    super(
        TableAction.Create.class,
        About.of(
            "partition-create-of",
            "CREATE TABLE … PARTITION OF locks the parent for itself",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(TableAction.Create create, Situation at, Verdicts verdicts) {
    create
        .partitionOf()
        .map(PartitionOf::parent)
        .filter(parent -> !at.isNew(parent))
        .ifPresent(
            parent ->
                verdicts.add(
                    LOCKS,
                    WARNING,
                    "Creating the partition waits for every running query of %s, and all later ones wait behind it."
                        .formatted(words(parent)),
                    Recipe.empty()
                        .run(
                            Sql.of(
                                "CREATE TABLE {} (LIKE {} INCLUDING ALL)",
                                sql(create.table()),
                                sql(parent)))
                        .run(
                            Sql.of(
                                "ALTER TABLE {} ATTACH PARTITION {} …",
                                sql(parent),
                                sql(create.table())))));
  }
}
