package dev.concertina.evidence.check;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.plan.Phase;

/**
 * That a phase does something to a statement. Later phases are not named again with the same effect
 * and reason.
 *
 * @param phase after which it is so
 * @param reason a sentence
 */
public record Impact(LiveStatement statement, Phase phase, Effect effect, String reason) {

  /**
   * Whether it happens while the old application is meant to work. What CONTRACT does to a
   * statement is what its gate waits for.
   */
  public boolean isInWindow() {
    return phase != Phase.CONTRACT;
  }
}
