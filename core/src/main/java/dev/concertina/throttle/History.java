package dev.concertina.throttle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a position that only grows was where: so that the position of somebody who follows can be
 * told as an age. A position that shrinks, after a failover, begins a new history. Not thread-safe.
 */
final class History {

  private static final Duration KEPT_AT_LEAST = Duration.ofHours(1);

  private final Time time;

  /** The last moment at which each position was seen. */
  private final TreeMap<Long, Long> seen = new TreeMap<>();

  History(Time time) {
    this.time = time;
  }

  /** The leader is here now. */
  void record(long position, Duration kept) {
    if (!seen.isEmpty() && position < seen.lastKey()) {
      seen.clear();
    }
    seen.put(position, time.now());
    Duration longest = kept.compareTo(KEPT_AT_LEAST) > 0 ? kept : KEPT_AT_LEAST;
    while (seen.size() > 1 && time.since(seen.firstEntry().getValue()).compareTo(longest) > 0) {
      seen.pollFirstEntry();
    }
  }

  /**
   * How long ago the leader was at the position, at most; 0 if it still is.
   *
   * @return empty if that was before this history
   */
  Optional<Duration> age(long position) {
    return Optional.ofNullable(seen.floorEntry(position)).map(Map.Entry::getValue).map(time::since);
  }

  /** How far back it goes. */
  Duration length() {
    return seen.isEmpty() ? Duration.ZERO : time.since(seen.firstEntry().getValue());
  }

  void forget() {
    seen.clear();
  }
}
