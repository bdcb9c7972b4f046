package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.session.OtherSession;
import java.util.List;

/** What became of one batch. */
sealed interface Attempt {

  /** It has committed; the checkpoint stands. */
  record Written(Checkpoint checkpoint) implements Attempt {}

  /** The table was rewritten: nothing was done, and the walk has to begin again. */
  record Rewritten() implements Attempt {}

  /** It was rolled back: too much work for its time, or a row of it is held. */
  record RowHeld(List<OtherSession> blockers) implements Attempt {}

  /** It was rolled back: somebody has locked the whole table. */
  record TableHeld(List<OtherSession> blockers) implements Attempt {}
}
