package dev.concertina.journal;

import dev.concertina.plan.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step in one run of a phase.
 *
 * @param detail what is worth knowing afterwards: an error, counts, the session of a build
 */
public record StepRow(
    int run,
    Phase phase,
    String id,
    String kind,
    StepState state,
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<String> detail) {

  /** Which step of which run. */
  public record Key(String version, int run, Phase phase, String id, String kind) {}

  /**
   * The time that a run has spent with a step.
   *
   * @param since it came to the step
   * @param waited how much of it was nothing but waiting
   */
  public record Spent(Duration since, Duration waited) {

    /** It has only just come. */
    public static final Spent NOTHING = new Spent(Duration.ZERO, Duration.ZERO);
  }
}
