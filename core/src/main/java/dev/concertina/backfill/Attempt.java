package dev.concertina.backfill;

import dev.concertina.session.OtherSession;
import java.util.List;

/** What became of one batch, or of another transaction of the walk. */
sealed interface Attempt {

  /** It has committed; the window is where it says. */
  record Written(BatchWriter.Result result) implements Attempt {}

  /** The relation's walk has ended. */
  record Done() implements Attempt {}

  /** The relation was rewritten: nothing was done, and its walk has to begin again. */
  record Rewritten() implements Attempt {}

  /** The relation is not there any more. */
  record Gone() implements Attempt {}

  /** It was rolled back: too much work for its time, or a row of it is held. */
  record RowHeld(List<OtherSession> blockers) implements Attempt {}

  /** It was rolled back: somebody has locked the whole relation. */
  record TableHeld(List<OtherSession> blockers) implements Attempt {}
}
