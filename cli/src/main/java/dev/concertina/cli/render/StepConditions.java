package dev.concertina.cli.render;

import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

/** What must be true for a step to go on, a sentence each. */
public final class StepConditions implements Step.Visitor<List<String>> {

  @Override
  public List<String> ddl(Step.Ddl step) {
    return Stream.concat(
            others(step).map(lock -> "takes " + lock + " as well"),
            step.guards().stream().map(guard -> "stops if " + guard.message()))
        .toList();
  }

  /** The locks of the step that none of its statements tells: of a foreign key's other table. */
  private static Stream<TableLock> others(Step.Ddl step) {
    List<QualifiedName> told =
        step.statements().stream().flatMap(s -> s.lock().stream()).map(TableLock::table).toList();
    return step.locks().stream().filter(lock -> !told.contains(lock.table()));
  }

  @Override
  public List<String> buildIndex(Step.BuildIndex step) {
    return List.of("waits for the transactions that were open when it began");
  }

  @Override
  public List<String> buildPartitionedIndex(Step.BuildPartitionedIndex step) {
    return List.of(
        "looks for the partitions when it runs; each build waits for the transactions that were"
            + " open when it began");
  }

  @Override
  public List<String> dropIndex(Step.DropIndex step) {
    return List.of("waits for the transactions that were open when it began");
  }

  @Override
  public List<String> backfill(Step.Backfill step) {
    return List.of();
  }

  @Override
  public List<String> verify(Step.Verify step) {
    return step.checks().stream().map(RowCheck::message).map(m -> "stops if " + m).toList();
  }

  @Override
  public List<String> findDuplicates(Step.FindDuplicates step) {
    return List.of("stops if two rows share a key");
  }

  @Override
  public List<String> gate(Step.Gate step) {
    return List.of(
        switch (step.kind()) {
          case OLD_SHAPE_UNUSED ->
              "stops with exit 5 while statements, sessions, releases or standbys may need the old shape";
          case NEW_SHAPE_UNUSED ->
              "stops with exit 5 while sessions or releases may use the new shape";
        });
  }
}
