package dev.concertina.engine;

import dev.concertina.engine.PartitionedIndexCatalog.Missing;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds an index of a partitioned table part by part. What is missing is asked of the catalog
 * before each part, so that an interrupted build goes on where it stopped, and partitions that came
 * or went meanwhile are seen.
 */
final class PartitionedIndexBuilder {

  private final StepContext context;

  PartitionedIndexBuilder(StepContext context) {
    this.context = context;
  }

  void run(Step.BuildPartitionedIndex step) {
    context.started(step, "");
    try {
      Optional<Missing> missing = next(step);
      while (missing.isPresent()) {
        make(step, missing.get());
        missing = next(step);
      }
    } catch (StepFailedException e) {
      takeBack(step, e);
      throw e;
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
    refuseInvalid(step);
    context.done(step, "");
  }

  private Optional<Missing> next(Step.BuildPartitionedIndex step) throws SQLException {
    return PartitionedIndexCatalog.next(context.run().work(), step.table(), step.index());
  }

  private void make(Step.BuildPartitionedIndex step, Missing missing) {
    if (missing.parentIndex().isEmpty()) {
      brief(step, step.createEmpty(step.index(), missing.table()));
      return;
    }
    QualifiedName name = Step.BuildPartitionedIndex.indexOf(missing.table(), step.index());
    SqlPart attach = Step.BuildPartitionedIndex.attach(missing.parentIndex().get(), name);
    if (missing.partitioned()) {
      brief(step, step.createEmpty(name, missing.table()), attach);
      return;
    }
    Statement build =
        new Statement(
            step.build(name, missing.table()).sql(),
            Optional.of(new TableLock(missing.table(), LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.BUILD);
    new IndexBuilder(context)
        .ensure(new Step.BuildIndex(step.id(), step.title(), name, missing.table(), build));
    brief(step, attach);
  }

  /**
   * In one transaction. Each statement but a rare second one needs one lock that others may hold:
   * that of a partitioned table, or of an index that has just been built.
   */
  private void brief(Step.BuildPartitionedIndex step, SqlPart... statements) {
    transaction(step, List.of(), statements);
  }

  private void transaction(
      Step.BuildPartitionedIndex step, List<TableLock> locks, SqlPart... statements) {
    DdlRunner.ofParts(context)
        .run(
            new Step.Ddl(
                step.id(),
                step.title(),
                locks,
                List.of(),
                Stream.of(statements).map(Statement::unlocked).toList()));
  }

  /** The parts that are there already would go on refusing duplicates in their partitions. */
  private void takeBack(Step.BuildPartitionedIndex step, StepFailedException cause) {
    if (!step.unique()) {
      return;
    }
    try {
      transaction(
          step,
          List.of(new TableLock(step.table(), LockMode.ACCESS_EXCLUSIVE)),
          Step.BuildPartitionedIndex.drop(step.index()));
    } catch (EngineException e) {
      cause.addSuppressed(e);
    }
  }

  /** Where the last partition without its part was detached, nobody told the index. */
  private void refuseInvalid(Step.BuildPartitionedIndex step) {
    try {
      boolean valid =
          IndexCatalog.probe(context.run().work(), step.index())
              .filter(found -> found.table().equals(Optional.of(step.table())) && found.valid())
              .isPresent();
      if (valid) {
        return;
      }
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
    throw new StepFailedException(
        "index-invalid",
        step.id(),
        "",
        "The index "
            + step.index()
            + " is not valid, although every partition of "
            + step.table()
            + " has its part: a partition was detached while it was built, or the name belongs to"
            + " something else.",
        Sql.of("Drop it (DROP INDEX {}), then run the same command again.", step.index()).sql());
  }
}
