package dev.concertina.throttle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How long each of several holders has been waited for. Not thread-safe. */
final class Waits<K> {

  private final Time time;
  private final Map<K, Long> since = new HashMap<>();

  Waits(Time time) {
    this.time = time;
  }

  /** Those that are there now; the others are forgotten. */
  void only(Set<K> present) {
    since.keySet().retainAll(present);
  }

  /** How long it has been asked about. */
  Duration waited(K holder) {
    return time.since(since.computeIfAbsent(holder, h -> time.now()));
  }

  void forget() {
    since.clear();
  }
}
