package dev.concertina.journal;

import dev.concertina.plan.Step;

/** The stable word for each kind of step, in the journal and in JSON output. */
public final class StepKind implements Step.Visitor<String> {

  public static final String DDL = "ddl";
  public static final String BUILD_INDEX = "build-index";
  public static final String BUILD_PARTITIONED_INDEX = "build-partitioned-index";
  public static final String DROP_INDEX = "drop-index";
  public static final String BACKFILL = "backfill";
  public static final String VERIFY = "verify";
  public static final String FIND_DUPLICATES = "find-duplicates";
  public static final String GATE = "gate";

  /** Whether a step of this kind only looks: run again, it gives today's answer. */
  public static boolean onlyLooks(String kind) {
    return kind.equals(VERIFY) || kind.equals(FIND_DUPLICATES) || kind.equals(GATE);
  }

  @Override
  public String ddl(Step.Ddl step) {
    return DDL;
  }

  @Override
  public String buildIndex(Step.BuildIndex step) {
    return BUILD_INDEX;
  }

  @Override
  public String buildPartitionedIndex(Step.BuildPartitionedIndex step) {
    return BUILD_PARTITIONED_INDEX;
  }

  @Override
  public String dropIndex(Step.DropIndex step) {
    return DROP_INDEX;
  }

  @Override
  public String backfill(Step.Backfill step) {
    return BACKFILL;
  }

  @Override
  public String verify(Step.Verify step) {
    return VERIFY;
  }

  @Override
  public String findDuplicates(Step.FindDuplicates step) {
    return FIND_DUPLICATES;
  }

  @Override
  public String gate(Step.Gate step) {
    return GATE;
  }
}
