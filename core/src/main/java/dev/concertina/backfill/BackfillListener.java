package dev.concertina.backfill;

import dev.concertina.journal.Hold;
import dev.concertina.session.OtherSession;
import java.util.List;
import java.util.Optional;

/** Hears of a backfill's progress, on the thread that started it. Its exception ends the run. */
public interface BackfillListener {

  /** Several times a second, also while nothing moves, and once at the end. */
  void progress(BackfillProgress progress);

  /** A row or the table is held; the backfill goes on elsewhere and tries again. */
  void held(long block, List<OtherSession> blockers);

  /** No batch may begin for this reason; empty when they may again. */
  void throttled(Optional<Hold> hold);
}
