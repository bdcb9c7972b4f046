package dev.concertina.cli.json;

import dev.concertina.plan.Step;

/** The kind of a step as one stable word. */
public final class StepKind implements Step.Visitor<String> {

  @Override
  public String ddl(Step.Ddl step) {
    return "ddl";
  }

  @Override
  public String buildIndex(Step.BuildIndex step) {
    return "build_index";
  }

  @Override
  public String dropIndex(Step.DropIndex step) {
    return "drop_index";
  }

  @Override
  public String backfill(Step.Backfill step) {
    return "backfill";
  }

  @Override
  public String verify(Step.Verify step) {
    return "verify";
  }

  @Override
  public String gate(Step.Gate step) {
    return "gate";
  }
}
