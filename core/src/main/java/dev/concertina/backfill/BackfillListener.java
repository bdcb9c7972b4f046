package dev.concertina.backfill;

import dev.concertina.session.OtherSession;
import dev.concertina.throttle.Hold;
import java.util.List;
import java.util.Optional;

/** Hears of a backfill's progress, on the thread that runs it. An exception ends the walk. */
public interface BackfillListener {

  /** After each batch. */
  void progress(BackfillProgress progress);

  /** A row is held; the backfill went on elsewhere and tries again. */
  void held(long block, List<OtherSession> blockers);

  /**
   * No batch may begin now: said several times a second as long as it lasts, and once with an empty
   * hold when it is over.
   */
  default void throttled(Optional<Hold> hold) {}
}
