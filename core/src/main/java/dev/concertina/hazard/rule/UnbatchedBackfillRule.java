package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.Sql;

/** One statement writes a whole table. */
final class UnbatchedBackfillRule extends ActionRule<DataAction> {

  UnbatchedBackfillRule() {
    super(
        DataAction.class,
        About.of("unbatched-backfill", "one statement writes a whole table", WARNING, LOCKS));
  }

  @Override
  void judge(DataAction data, Situation at, Verdicts verdicts) {
    // Of its own table under ACCESS EXCLUSIVE, statement-while-holding-access-exclusive says more.
    if (at.isQuick(data.table())
        || (at.transaction().open() && at.transaction().holdsExclusively(data.table()))) {
      return;
    }
    boolean updates = data instanceof DataAction.Update update && !update.bounded();
    boolean deletes = data instanceof DataAction.Delete delete && !delete.bounded();
    if (updates || deletes) {
      verdicts.add(
          LOCKS,
          WARNING,
          "This may write every row of %s in one transaction: writers of those rows wait until it ends, the table grows, replicas fall behind."
              .formatted(words(data.table())),
          inBatches(data, at.schema()));
    }
  }

  static Recipe inBatches(DataAction data, Schema schema) {
    return Recipe.empty()
        .say("in batches of some thousand rows, each in its own transaction:")
        .run(
            Sql.of(
                "{} … WHERE {}",
                data instanceof DataAction.Update
                    ? Sql.of("UPDATE {} SET", sql(data.table()))
                    : Sql.of("DELETE FROM {}", sql(data.table())),
                Batch.of(schema, data.table())))
        .orConcertina(
            "Or say `-- concertina: up = …` at the column in a Concertina migration: it fills it in throttled batches.");
  }
}
