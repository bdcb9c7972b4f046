package dev.concertina.throttle;

/**
 * Finds the share of the time in which batches may run so that a follower keeps up: it begins
 * small, grows while there is room, and is halved before a limit is reached. A batch may write in a
 * moment what a weak standby replays in seconds, and looks are rarer than batches. Not thread-safe.
 */
final class Slowing {

  private static final double FIRST = 0.1;
  private static final double LEAST = 0.05;
  private static final double GROWTH = 1.25;

  /** Of the limit. */
  private static final double ROOM = 0.4;

  /** Of the limit. */
  private static final double NARROW = 0.6;

  private double share = FIRST;

  /**
   * One look.
   *
   * @param used the part of the limit that is used up, 1 at the limit
   */
  void look(double used) {
    if (used < ROOM) {
      share = Math.min(1, share * GROWTH);
    } else if (used > NARROW) {
      share = Math.max(LEAST, share / 2);
    }
  }

  /** Nobody follows. */
  void reset() {
    share = FIRST;
  }

  double share() {
    return share;
  }
}
