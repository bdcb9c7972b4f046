package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.plan.Step;
import dev.concertina.session.Backoff;
import dev.concertina.session.OtherSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One walk over the heap: window by window, in each window stripe by stripe, then the blocks in
 * which a row was held. Begins again where the table was rewritten, because a rewrite may carry
 * pending rows to blocks that are behind the walk.
 *
 * <p>The first stripes of a window leave dead row versions, the later ones find their room: HOT
 * updates, less WAL and less bloat.
 */
final class Walk {

  private static final int STRIPES = 8;

  /** Below this many pages in the table, or in the window, stripes cost more than they save. */
  private static final long PAGES_WORTH_STRIPES = 64;

  private static final int SMALLEST_STRIPED_WINDOW = 4;

  private final Connection connection;
  private final Step.Backfill step;
  private final BackfillLimits limits;
  private final BatchTrier trier;
  private final Backoff backoff;
  private final BackfillListener listener;
  private final Pace pace;
  private WindowSize window;
  private Checkpoint at;
  private long lastSuccess = System.nanoTime();
  private int failures;

  Walk(
      Connection connection,
      Step.Backfill step,
      BackfillLimits limits,
      BatchTrier trier,
      Backoff backoff,
      BackfillListener listener,
      Checkpoint start) {
    this.connection = connection;
    this.step = step;
    this.limits = limits;
    this.trier = trier;
    this.backoff = backoff;
    this.listener = listener;
    this.pace = new Pace(System::nanoTime);
    this.window = WindowSize.first(limits.batchTarget());
    this.at = start;
  }

  /** How a walk begins; its end block must be read after the sync was committed. */
  static Checkpoint firstPass(TableFacts facts) {
    return newPass(facts, 0, 1);
  }

  BackfillOutcome run() throws SQLException {
    Optional<BackfillOutcome> outcome = pass();
    while (outcome.isEmpty()) {
      TableFacts now =
          TableFacts.read(connection, step.table())
              .orElseThrow(() -> new SQLException("table " + step.table() + " is gone", "42P01"));
      at = newPass(now, at.rowsDone(), at.passes() + 1);
      outcome = pass();
    }
    return outcome.get();
  }

  private static Checkpoint newPass(TableFacts facts, long rowsDone, int passes) {
    return new Checkpoint(
        facts.filenode(), 0, facts.blocks(), List.of(), rowsDone, facts.rows(), passes);
  }

  /** Empty if the table was rewritten. */
  private Optional<BackfillOutcome> pass() throws SQLException {
    while (at.nextBlock() < at.endBlock()) {
      Attempt attempt = window();
      if (attempt instanceof Attempt.Rewritten) {
        return Optional.empty();
      }
      if (attempt instanceof Attempt.RowHeld held) {
        makeSmaller(held.blockers());
      } else if (attempt instanceof Attempt.TableHeld held && gaveUp(held.blockers())) {
        return Optional.of(new BackfillOutcome.Held(List.of(at.nextBlock()), held.blockers()));
      }
      listener.progress(progress());
    }
    trier.walkFinished();
    return finish();
  }

  private Optional<BackfillOutcome> finish() throws SQLException {
    while (true) {
      Attempt attempt = at.parked().isEmpty() ? trier.unchanged(at) : parkedRound();
      if (attempt instanceof Attempt.Rewritten) {
        return Optional.empty();
      }
      if (attempt instanceof Attempt.RowHeld held && gaveUp(held.blockers())) {
        return Optional.of(new BackfillOutcome.Held(at.parked(), held.blockers()));
      }
      if (attempt instanceof Attempt.TableHeld held && gaveUp(held.blockers())) {
        return Optional.of(new BackfillOutcome.Held(at.parked(), held.blockers()));
      }
      if (attempt instanceof Attempt.Written && at.parked().isEmpty()) {
        listener.progress(progress());
        return Optional.of(new BackfillOutcome.Completed(at.rowsDone()));
      }
    }
  }

  /** Writes the next window, stripe by stripe, until one of them does not go through. */
  private Attempt window() throws SQLException {
    long from = at.nextBlock();
    long to = Math.min(at.endBlock(), from + window.pages());
    int stripes = stripes();
    long slowest = 1;
    long rowsBefore = at.rowsDone();
    for (int stripe = 0; stripe < stripes; stripe++) {
      Checkpoint after = stripe == stripes - 1 ? at.at(to) : at;
      long began = System.nanoTime();
      Attempt attempt = trier.write(new Batch(from, to, stripe, stripes, after));
      if (!(attempt instanceof Attempt.Written written)) {
        return attempt;
      }
      succeeded(written);
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    pace.walked(to - from, at.rowsDone() - rowsBefore, stripes);
    window = window.after(Duration.ofNanos(slowest));
    return new Attempt.Written(at);
  }

  private BackfillProgress progress() {
    return new BackfillProgress(
        step.id(),
        at.rowsDone(),
        at.rowsTotal(),
        at.nextBlock(),
        at.endBlock(),
        at.passes(),
        pace.rowsPerSecond(),
        pace.left(at.endBlock() - at.nextBlock()),
        pace.batchRows(),
        1,
        Optional.empty());
  }

  private int stripes() {
    boolean worth =
        at.endBlock() >= PAGES_WORTH_STRIPES && window.pages() >= SMALLEST_STRIPED_WINDOW;
    return worth ? STRIPES : 1;
  }

  /** After a batch that timed out: split; what cannot be split is parked. */
  private void makeSmaller(List<OtherSession> blockers) throws SQLException {
    if (!window.isSmallest()) {
      window = window.halved();
      return;
    }
    long block = at.nextBlock();
    Checkpoint parked = at.park(block).at(block + 1);
    trier.save(parked);
    at = parked;
    listener.held(block, blockers);
  }

  /** Tries every held block once. The answer is the last one that is not a success. */
  private Attempt parkedRound() throws SQLException {
    Attempt answer = new Attempt.Written(at);
    for (long block : at.parked()) {
      Attempt attempt = trier.write(new Batch(block, block + 1, 0, 1, at.unpark(block)));
      if (attempt instanceof Attempt.Written written) {
        succeeded(written);
      } else if (attempt instanceof Attempt.Rewritten) {
        return attempt;
      } else {
        answer = attempt;
      }
    }
    return answer;
  }

  private void succeeded(Attempt.Written written) {
    at = written.checkpoint();
    lastSuccess = System.nanoTime();
    failures = 0;
  }

  /** Pauses before the next try, or says that nothing has moved for the whole budget. */
  private boolean gaveUp(List<OtherSession> blockers) {
    listener.held(at.parked().isEmpty() ? at.nextBlock() : at.parked().get(0), blockers);
    if (System.nanoTime() - lastSuccess > limits.heldBudget().toNanos()) {
      return true;
    }
    failures++;
    backoff.pause(failures);
    return false;
  }
}
