package dev.concertina.engine;

import dev.concertina.session.OtherSession;
import java.time.Duration;
import java.util.List;

/**
 * A step that cannot go on at this moment.
 *
 * @param step its id
 * @param what it waits for, in words
 * @param blockers who is in the way, as far as it was seen
 * @param waited since the step began to wait
 */
public record Waiting(String step, String what, List<OtherSession> blockers, Duration waited) {

  public Waiting {
    blockers = List.copyOf(blockers);
  }
}
