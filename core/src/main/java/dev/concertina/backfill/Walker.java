package dev.concertina.backfill;

import dev.concertina.journal.Window;
import dev.concertina.session.OtherSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One session that takes tasks of a walk until there is none left, or is told to stop. */
final class Walker {

  /** Of 8 kB; a stripe of a block with so many of them is one row. */
  private static final int MOST_ROWS_IN_BLOCK = 291;

  private final int number;
  private final Walk walk;
  private final BatchWriter writer;
  private final BatchTrier trier;
  private final Crew crew;
  private final HeldBudget heldBudget;
  private final Duration batchTarget;
  private BatchSize size = BatchSize.first();

  Walker(
      int number,
      Walk walk,
      BatchWriter writer,
      BatchTrier trier,
      Crew crew,
      HeldBudget heldBudget,
      Duration batchTarget) {
    this.number = number;
    this.walk = walk;
    this.writer = writer;
    this.trier = trier;
    this.crew = crew;
    this.heldBudget = heldBudget;
    this.batchTarget = batchTarget;
  }

  /**
   * Works; between two batches nothing is locked.
   *
   * @return whether nothing is left to do
   * @throws SQLException what the server said to a batch, other than that a row is held
   */
  boolean run() throws SQLException {
    while (crew.mayGoOn(number)) {
      Task task = walk.next(writer);
      if (task instanceof Task.Over) {
        return true;
      }
      if (task instanceof Task.Write write) {
        write(write);
      } else if (task instanceof Task.Finish finish) {
        finish(finish);
      } else {
        crew.idle();
      }
    }
    return false;
  }

  private void write(Task.Write task) throws SQLException {
    Window window = task.window();
    if (window.held()) {
      writer.walkFinished();
    }
    long began = System.nanoTime();
    long pages = Math.min(task.most(), size.pages());
    Attempt attempt = trier.write(task.relation(), window, pages, crew.flush());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (attempt instanceof Attempt.Written written) {
      walk.written(window, written.result());
      heldBudget.succeeded();
      adapt(window, written.result(), pages);
      crew.wrote(took);
    } else if (attempt instanceof Attempt.Rewritten) {
      walk.rewritten(writer, window.relation(), window.filenode());
    } else if (attempt instanceof Attempt.Gone) {
      walk.gone(writer, window.relation());
    } else if (attempt instanceof Attempt.RowHeld held) {
      makeSmaller(window, pages, held.blockers());
    } else if (attempt instanceof Attempt.TableHeld held) {
      walk.givenBack(window);
      refused(window.nextBlock(), held.blockers());
    }
  }

  /** A block alone says nothing about time, nor does a window in which nothing was pending. */
  private void adapt(Window before, BatchWriter.Result result, long pages) {
    Window after = result.window();
    boolean skipped = before.isFresh() && after.isComplete() && after.stripes() > 1;
    if (before.held() || skipped) {
      return;
    }
    long to = Math.min(before.to(), before.nextBlock() + pages);
    size = size.after(to - before.nextBlock(), result.work(), crew.target(batchTarget));
  }

  /** After a batch that timed out: split; what cannot be split is parked. */
  private void makeSmaller(Window window, long pages, List<OtherSession> blockers)
      throws SQLException {
    if (window.held()) {
      heldAgain(window, blockers);
      return;
    }
    if (pages > 1) {
      size = size.halfOf(pages);
      walk.givenBack(window);
      return;
    }
    Window block = window.heldBlock(window.nextBlock());
    Window after = window.advanced(window.nextBlock() + 1, 0);
    writer.hold(block, after);
    walk.parked(window, block, after);
    crew.held(block.from(), blockers);
  }

  /** Where nobody is in the way, the rows of the one block are too much work for a batch. */
  private void heldAgain(Window block, List<OtherSession> blockers) throws SQLException {
    if (blockers.isEmpty() && block.stripes() < MOST_ROWS_IN_BLOCK) {
      Window finer = block.finer(Striping.MOST);
      writer.save(finer);
      walk.split(block, finer);
    } else {
      walk.givenBack(block);
      refused(block.from(), blockers);
    }
  }

  private void finish(Task.Finish task) throws SQLException {
    writer.walkFinished();
    Attempt attempt = trier.finish(task.relation(), task.at());
    long relation = task.at().relation();
    if (attempt instanceof Attempt.Done) {
      walk.finished(relation);
      heldBudget.succeeded();
    } else if (attempt instanceof Attempt.Rewritten) {
      walk.rewritten(writer, relation, task.at().filenode());
    } else if (attempt instanceof Attempt.Gone) {
      walk.gone(writer, relation);
    } else if (attempt instanceof Attempt.TableHeld held) {
      walk.notFinished(relation);
      refused(task.at().endBlock(), held.blockers());
    } else {
      walk.notFinished(relation);
    }
  }

  /** Others are in the way, and no smaller batch would help. */
  private void refused(long block, List<OtherSession> blockers) {
    crew.held(block, blockers);
    if (heldBudget.isUsedUp()) {
      List<Long> blocks = walk.heldBlocks();
      crew.giveUp(new BackfillOutcome.Held(blocks.isEmpty() ? List.of(block) : blocks, blockers));
    } else {
      crew.rest(heldBudget.failed());
    }
  }
}
