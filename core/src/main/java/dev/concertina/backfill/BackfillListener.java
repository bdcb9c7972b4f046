package dev.concertina.backfill;

import dev.concertina.session.OtherSession;
import java.util.List;

/** Hears of a backfill's progress, on the thread that runs it. */
public interface BackfillListener {

  /** After each batch. */
  void progress(BackfillProgress progress);

  /** A row is held; the backfill went on elsewhere and tries again. */
  void held(long block, List<OtherSession> blockers);
}
