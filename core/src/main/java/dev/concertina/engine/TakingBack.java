package dev.concertina.engine;

import dev.concertina.journal.StepRow;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Step;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes away what a CONTRACT has added that never came to its losses: REVERT does, so that the old
 * application meets nothing that refuses its rows; and so does the next CONTRACT, which adds it
 * anew. What is not there costs no lock.
 */
final class TakingBack {

  private static final String ID = "back-";

  private final StepContext context;
  private final PhaseProgress progress;

  TakingBack(StepContext context, PhaseProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /** Whether the row is of such a step, which no plan holds. */
  static boolean isOf(StepRow row) {
    return row.id().startsWith(ID);
  }

  void run() {
    try {
      StoredMigration migration = context.migration();
      List<Addition> left = progress.leftByContract(migration);
      for (int i = 0; i < left.size(); i++) {
        if (left.get(i).isLeft(context.run().work())) {
          run(left.get(i).takeBack(ID + (i + 1)));
        }
      }
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  private void run(Step step) {
    context.listener().stepStarted(context.version(), context.phase(), step);
    if (step instanceof Step.Ddl ddl) {
      DdlRunner.ofParts(context).run(ddl);
    } else if (step instanceof Step.DropIndex drop) {
      new IndexDropper(context).run(drop);
    } else if (step instanceof Step.BuildIndex build) {
      new IndexBuilder(context).run(build);
    } else {
      throw new IllegalStateException(step.id() + " is taken back by no step of this kind");
    }
    context.listener().stepFinished(context.version(), context.phase(), step);
  }
}
