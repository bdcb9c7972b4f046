package dev.concertina.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The phases of a run. A request belongs to the phase in which it was meant to start, even if it
 * was sent or answered in a later one. Thread-safe.
 */
public final class Timeline {

  /** By distance from the origin: the clock itself may overflow. */
  private final ConcurrentSkipListMap<Long, Phase> phases = new ConcurrentSkipListMap<>();

  private final long origin = System.nanoTime();

  /** Requests from here on belong to the phase; the one before it ends. */
  public void begin(String name) {
    long now = System.nanoTime();
    Map.Entry<Long, Phase> last = phases.lastEntry();
    if (last != null) {
      last.getValue().end(now);
    }
    phases.put(now - origin, new Phase(name, now));
  }

  /** The last phase ends. */
  public void end() {
    phases.lastEntry().getValue().end(System.nanoTime());
  }

  Phase at(long nanos) {
    Map.Entry<Long, Phase> found = phases.floorEntry(nanos - origin);
    return found == null ? phases.firstEntry().getValue() : found.getValue();
  }

  /** In their order. */
  public List<Phase> phases() {
    return List.copyOf(phases.values());
  }
}
