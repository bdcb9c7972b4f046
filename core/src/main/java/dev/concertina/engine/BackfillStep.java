package dev.concertina.engine;

import dev.concertina.backfill.BackfillLimits;
import dev.concertina.backfill.BackfillListener;
import dev.concertina.backfill.BackfillOutcome;
import dev.concertina.backfill.BackfillProgress;
import dev.concertina.backfill.BackfillRunner;
import dev.concertina.journal.Hold;
import dev.concertina.plan.Step;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SqlState;
import dev.concertina.throttle.Monitor;
import dev.concertina.throttle.Throttle;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a backfill in a session of its own and says what its outcome means for the run. */
final class BackfillStep {

  private final StepContext context;

  BackfillStep(StepContext context) {
    this.context = context;
  }

  void run(Step.Backfill step) {
    context.started(step, "");
    BackfillOutcome outcome = walk(step);
    if (outcome instanceof BackfillOutcome.Completed completed) {
      context.done(step, completed.rows() + " rows");
    } else if (outcome instanceof BackfillOutcome.Refused refused) {
      throw new StepFailedException(
          refused.code(), step.id(), step.update().sql(), refused.message(), refused.hint());
    } else if (outcome instanceof BackfillOutcome.Held held) {
      throw held(step, held);
    }
  }

  /** Between batches the walk asks how large a table is, which waits for who locks out readers. */
  private BackfillOutcome walk(Step.Backfill step) {
    Tries tries = new Tries(context, step);
    while (true) {
      long began = System.nanoTime();
      try (Monitor monitor = monitor(step)) {
        return runner(step, monitor).run(step, context.backfillKey(step), reporter(step));
      } catch (SQLException e) {
        if (!SqlState.isRetryable(e)) {
          throw Failures.of(step, step.update().sql(), e);
        }
        if (System.nanoTime() - began > context.settings().lockBudget().toNanos()) {
          // It has walked for a while: this wait is another one.
          tries = new Tries(context, step);
        }
        tries.failed("ACCESS SHARE on " + step.table(), List.of(), e);
      }
    }
  }

  private Monitor monitor(Step.Backfill step) {
    return Monitor.start(
        () -> context.run().open("throttle").connection(),
        context.settings().home(),
        context.settings().limits(),
        () -> List.of(step.table()));
  }

  private BackfillRunner runner(Step.Backfill step, Throttle throttle) {
    Settings settings = context.settings();
    return new BackfillRunner(
        settings.home(),
        new BackfillLimits(
            settings.batchTarget(),
            settings.lockTimeout(),
            settings.lockBudget(),
            settings.allowed().userTriggers()),
        throttle,
        () -> context.run().open(step.id()).connection(),
        context.run(),
        context.run().watch(),
        context.backoff(),
        context.waypoints());
  }

  private BackfillListener reporter(Step.Backfill step) {
    PaceBoard board =
        new PaceBoard(context.run().work(), context.settings().home(), context.backfillKey(step));
    return new BackfillListener() {
      private final Map<Long, Long> heldSince = new HashMap<>();

      @Override
      public void progress(BackfillProgress progress) {
        board.show(progress);
        context.listener().progress(context.version(), progress);
      }

      @Override
      public void held(long block, List<OtherSession> blockers) {
        long now = System.nanoTime();
        long since = heldSince.computeIfAbsent(block, first -> now);
        context.waiting(
            step,
            "a row in block " + block + " of " + step.table(),
            blockers,
            Duration.ofNanos(now - since));
      }

      @Override
      public void throttled(Optional<Hold> hold) {
        if (hold.isPresent()) {
          context.clock().waits();
        } else {
          context.clock().goesOn();
        }
        context.listener().throttled(context.version(), step.id(), hold);
      }
    };
  }

  private static WaitingException held(Step.Backfill step, BackfillOutcome.Held held) {
    List<String> names = held.blockers().stream().map(OtherSession::toString).toList();
    return new WaitingException(
        "rows-held",
        "The backfill of "
            + step.table()
            + " has written all it could; rows in "
            + held.blocks().size()
            + (names.isEmpty()
                ? " blocks could not be written in time, and nobody was seen who holds them."
                : " blocks stay held by others: " + String.join("; ", names) + "."),
        names.isEmpty()
            ? "A batch has half of the shortest deadlock_timeout of any role, also for a single"
                + " page: if writing one takes longer (large values, a slow expression), raise it"
                + " (SHOW deadlock_timeout; ALTER ROLE). Then run again: it goes on with these"
                + " rows."
            : "Run again when those transactions have ended: it goes on with these rows.",
        names);
  }
}
