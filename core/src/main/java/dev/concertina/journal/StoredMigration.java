package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * A migration as the journal knows it.
 *
 * @param source the file's text when it was registered
 * @param phase the phase that has begun and is not complete
 * @param run counts every phase that was begun; the steps of the running phase belong to it
 * @param plan what every phase runs
 */
public record StoredMigration(
    Version version,
    String description,
    String checksum,
    String source,
    State state,
    Optional<Phase> phase,
    int run,
    Plan plan,
    Times times) {

  /** When each phase was completed, as the server's clock tells it. */
  public record Times(
      Optional<Instant> expanded,
      Optional<Instant> migrated,
      Optional<Instant> switched,
      Optional<Instant> contracted,
      Optional<Instant> aborted,
      Optional<Instant> purged) {}

  /** Whether CONTRACT has retired something that is still there. */
  public boolean isRetaining() {
    return state == State.CONTRACTED && plan.retains() && times.purged().isEmpty();
  }
}
