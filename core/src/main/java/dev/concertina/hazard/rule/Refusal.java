package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Verdicts;

/** What rules say of a statement that PostgreSQL refuses. */
final class Refusal {

  private Refusal() {}

  /**
   * Tells it.
   *
   * @param why without its full stop
   * @param instead what to write
   */
  static void tell(String why, String instead, Verdicts verdicts) {
    verdicts.add(
        NEW_CODE,
        ERROR,
        "PostgreSQL refuses this: %s. The migration fails here, and the release stops half-way."
            .formatted(why),
        Recipe.empty().say(instead));
  }
}
