package dev.concertina.engine;

import dev.concertina.engine.Verification.CheckResult;
import dev.concertina.gate.GateAnswer;
import dev.concertina.gate.Reason;
import dev.concertina.journal.EventLog;
import dev.concertina.parity.ParityScan;
import dev.concertina.plan.Step;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The work of a step, which ends with its row in the journal; a collaborator for each kind. */
final class StepRunner implements Step.Visitor<Runnable> {

  private final StepContext context;
  private final ContractOptions options;
  private final EventLog events;

  /**
   * A runner for one phase.
   *
   * @param options what gates do
   */
  StepRunner(StepContext context, ContractOptions options, EventLog events) {
    this.context = context;
    this.options = options;
    this.events = events;
  }

  @Override
  public Runnable ddl(Step.Ddl step) {
    return () -> new DdlRunner(context).run(step);
  }

  @Override
  public Runnable buildIndex(Step.BuildIndex step) {
    return () -> new IndexBuilder(context).run(step);
  }

  @Override
  public Runnable buildPartitionedIndex(Step.BuildPartitionedIndex step) {
    return () -> new PartitionedIndexBuilder(context).run(step);
  }

  @Override
  public Runnable dropIndex(Step.DropIndex step) {
    return () -> new IndexDropper(context).run(step);
  }

  @Override
  public Runnable backfill(Step.Backfill step) {
    return () -> new BackfillStep(context).run(step);
  }

  @Override
  public Runnable verify(Step.Verify step) {
    return () -> compare(step);
  }

  @Override
  public Runnable findDuplicates(Step.FindDuplicates step) {
    return () -> new DuplicateFinder(context).run(step);
  }

  @Override
  public Runnable gate(Step.Gate step) {
    return () -> pass(step);
  }

  private void compare(Step.Verify step) {
    Tries tries = new Tries(context, step);
    ParityScan scan = new ParityScan(step.withoutExcused(), context.run().stop());
    while (true) {
      try {
        refuse(step, context.verifier(step).check(step, scan));
        context.done(step, "0 rows");
        return;
      } catch (SQLException e) {
        if (!SqlState.isRetryable(e)) {
          throw Failures.of(step, step.statements().get(0).sql(), e);
        }
        tries.failed("ACCESS SHARE on " + step.table(), List.of(), e);
      }
    }
  }

  private void pass(Step.Gate step) {
    if (!options.gate()) {
      record(step, "gate-skipped", "the gate was not asked");
      context.done(step, "not asked");
      return;
    }
    GateAnswer answer = ask(step);
    if (answer.isOpen()) {
      context.done(step, "open: " + answer.words());
      return;
    }
    List<String> reasons = answer.reasons().stream().map(Reason::toString).toList();
    String reason =
        options
            .override()
            .orElseThrow(
                () ->
                    new WaitingException(
                        "gate-shut",
                        "The gate of " + context.phase() + " is shut.",
                        "Run again when nothing uses "
                            + (step.kind() == GateKind.OLD_SHAPE_UNUSED ? "the old" : "the new")
                            + " shape any more, or with --override \"reason\".",
                        reasons));
    record(step, "override", reason + " – the gate saw: " + String.join(" ", answer.sentences()));
    context.done(step, "overridden: " + reason);
  }

  private GateAnswer ask(Step.Gate step) {
    try {
      return context.gates().ask(context.question(step));
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
  }

  private void record(Step step, String what, String detail) {
    try {
      Connection work = context.run().work();
      context.run().commit(work, () -> events.record(work, context.version(), what, detail));
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
    context.listener().overridden(context.version(), step, detail);
  }

  private static void refuse(Step.Verify step, List<CheckResult> results) {
    List<CheckResult> bad = results.stream().filter(r -> r.rows() > 0).toList();
    if (bad.isEmpty()) {
      return;
    }
    CheckResult first = bad.get(0);
    List<String> sentences =
        bad.stream()
            .map(
                r ->
                    r.rows()
                        + (r.rows() == 1 ? " row" : " rows")
                        + " of "
                        + r.table()
                        + ": "
                        + r.message()
                        + " ("
                        + String.join("; ", r.samples())
                        + ")")
            .toList();
    throw new StepFailedException(
        "rows-differ",
        step.id(),
        step.statements().get(results.indexOf(first)).sql(),
        String.join(". ", sentences) + ".",
        first.hint());
  }
}
