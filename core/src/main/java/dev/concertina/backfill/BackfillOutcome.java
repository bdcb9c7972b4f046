package dev.concertina.backfill;

import dev.concertina.session.OtherSession;
import java.util.List;

/** How a backfill ended without an error of the server. */
public sealed interface BackfillOutcome {

  /** Every pending row is written. */
  record Completed(long rows) implements BackfillOutcome {}

  /** Nothing was written, because writing would do harm. */
  record Refused(String code, String message, String hint) implements BackfillOutcome {}

  /**
   * Some rows stayed held by others for the whole budget; everything else is written.
   *
   * @param blocks where they are
   */
  record Held(List<Long> blocks, List<OtherSession> blockers) implements BackfillOutcome {

    public Held {
      blocks = List.copyOf(blocks);
      blockers = List.copyOf(blockers);
    }
  }
}
