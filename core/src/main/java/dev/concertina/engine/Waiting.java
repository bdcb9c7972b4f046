package dev.concertina.engine;

import dev.concertina.session.OtherSession;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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

  /** What it waits for and who is in the way, on one line. */
  String reason() {
    String seen = blockers.stream().map(OtherSession::toString).collect(Collectors.joining("; "));
    return seen.isEmpty() ? what : what + "; in the way: " + seen;
  }
}
