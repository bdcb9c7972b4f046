package dev.concertina.engine;

import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StepRow;
import dev.concertina.journal.StepState;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a phase that is not complete has come; only reads. */
record PhaseProgress(Connection connection, StepLog log, Additions additions) {

  /** What the phase has done so far. */
  enum Done {
    /** Nothing, or no more than look. */
    NOTHING,
    /** It has added to the old shape and taken nothing of it: a CONTRACT before its last steps. */
    ADDED,
    /** Anything else. */
    CHANGED
  }

  /** Of the phase that has begun. */
  Done of(StoredMigration migration) throws SQLException {
    Optional<Phase> running = migration.phase();
    if (running.isEmpty()) {
      return Done.NOTHING;
    }
    Done done = Done.NOTHING;
    for (StepRow row : log.steps(connection, migration.version(), migration.run())) {
      if (changed(migration, row)) {
        if (running.get() != Phase.CONTRACT || additions(migration, row).isEmpty()) {
          return Done.CHANGED;
        }
        done = Done.ADDED;
      }
    }
    return done;
  }

  /** What the last CONTRACT before this run has added, the latest first. */
  List<Addition> leftByContract(StoredMigration migration) throws SQLException {
    List<StepRow> rows =
        log.steps(connection, migration.version()).stream()
            .filter(row -> row.phase() == Phase.CONTRACT && row.run() < migration.run())
            .toList();
    int last = rows.stream().mapToInt(StepRow::run).max().orElse(0);
    List<Addition> left = new ArrayList<>();
    for (Step step : migration.plan().phase(Phase.CONTRACT).steps()) {
      boolean begun =
          rows.stream()
              .anyMatch(
                  row ->
                      row.run() == last
                          && row.id().equals(step.id())
                          && !StepKind.onlyLooks(row.kind()));
      if (begun) {
        additions.of(migration.plan(), step).ifPresent(added -> left.addAll(0, added));
      }
    }
    return left;
  }

  private Optional<List<Addition>> additions(StoredMigration migration, StepRow row) {
    return step(migration, row).flatMap(step -> additions.of(migration.plan(), step));
  }

  private static Optional<Step> step(StoredMigration migration, StepRow row) {
    return migration.plan().phase(row.phase()).steps().stream()
        .filter(step -> step.id().equals(row.id()))
        .findFirst();
  }

  /**
   * A transactional step changes nothing until it is done. Any other may have, once begun; but an
   * index build that failed and took its remainder away has not.
   */
  private boolean changed(StoredMigration migration, StepRow row) throws SQLException {
    if (StepKind.onlyLooks(row.kind()) || TakingBack.isOf(row)) {
      return false;
    }
    if (row.state() == StepState.DONE) {
      return true;
    }
    if (row.kind().equals(StepKind.BUILD_INDEX) && row.state() != StepState.RUNNING) {
      return leftSomething(migration, row);
    }
    return !row.kind().equals(StepKind.DDL);
  }

  private boolean leftSomething(StoredMigration migration, StepRow row) throws SQLException {
    Optional<Step> step = step(migration, row);
    return step.isEmpty()
        || !(step.get() instanceof Step.BuildIndex build)
        || IndexCatalog.probe(connection, build.index()).isPresent();
  }
}
