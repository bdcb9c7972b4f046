package dev.concertina.session;

/**
 * Told whenever a run comes to a point at which a crash must do no harm. Tests break the run there;
 * otherwise nothing listens.
 */
@FunctionalInterface
public interface Waypoints {

  /** Where a crash is possible. */
  enum Place {
    STEP_BEFORE_COMMIT,
    STEP_AFTER_COMMIT,
    BATCH_BEFORE_COMMIT,
    BATCH_AFTER_COMMIT,
    WALK_FINISHED,
    INDEX_BEFORE_BUILD,
    INDEX_AFTER_BUILD,
    INDEX_BEFORE_DROP,
    INDEX_AFTER_DROP
  }

  /** Nobody listens. */
  Waypoints NONE = (place, stepId, pid) -> {};

  /**
   * The run is at this point and goes on when the method returns.
   *
   * @param pid the backend that does the step's work
   */
  void pass(Place place, String stepId, int pid);
}
