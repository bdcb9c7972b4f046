package dev.concertina.throttle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * How fast a follower replays, by what it tells of itself and by its own clock: {@code reply_time}
 * of {@code pg_stat_replication}. So a word that comes late is no slow replay. Only while it has
 * something to replay does it show its rate; otherwise it shows what it can do at least. Not
 * thread-safe.
 */
final class ReplayRate {

  /**
   * What one word of a follower said.
   *
   * @param micros when, by its own clock
   * @param received what it had to replay
   */
  record Told(long micros, long received, long replayed) {}

  /** Between two words. Busy: it never ran out of work. */
  private record Span(long until, double seconds, long bytes, boolean busy) {}

  private static final double MICROS = 1e6;

  private static final long MEGABYTE = 1 << 20;

  /** Before it has shown anything. */
  private static final double SUPPOSED = 4 * MEGABYTE;

  /** Small amounts say nothing: a word that is missing must not hold on a quiet server. */
  private static final double LEAST = MEGABYTE;

  /**
   * No faster rate is believed. A backfill's first pass over a window writes images of whole pages,
   * which are replayed ten times as fast, byte for byte, as the small records of the passes after
   * it: whoever was seen to replay 80 MB/s replayed 8 MB/s a second later.
   */
  private static final double BELIEVED = 10 * MEGABYTE;

  /** A shorter span is an accident. */
  private static final long SHORTEST_MICROS = 100_000;

  private static final long REMEMBERED_MICROS = 5_000_000;

  /** What it does now: whoever gets slower is believed at once, whoever gets faster not yet. */
  private static final long RECENT_MICROS = 1_000_000;

  private final Deque<Told> last = new ArrayDeque<>();
  private final Deque<Span> spans = new ArrayDeque<>();

  /** The same word may be told again. */
  void tell(Told now) {
    Told before = last.peek();
    if (before != null && (now.micros < before.micros || now.replayed < before.replayed)) {
      spans.clear();
      before = null;
    }
    if (before != null && now.micros - before.micros < SHORTEST_MICROS) {
      return;
    }
    if (before != null) {
      spans.add(
          new Span(
              now.micros,
              (now.micros - before.micros) / MICROS,
              now.replayed - before.replayed,
              now.replayed < before.received));
    }
    last.clear();
    last.add(now);
    spans.removeIf(span -> now.micros - span.until > REMEMBERED_MICROS);
  }

  /** Never 0. */
  double bytesPerSecond() {
    double seen = Math.min(rate(List.copyOf(spans)), rate(recent()));
    return Math.max(LEAST, Math.min(BELIEVED, seen));
  }

  private List<Span> recent() {
    return spans.stream().filter(s -> spans.getLast().until - s.until < RECENT_MICROS).toList();
  }

  private static double rate(List<Span> seen) {
    return seen.stream().anyMatch(Span::busy)
        ? Math.max(mean(seen, Span::busy), mean(seen, span -> true))
        : Math.max(best(seen), SUPPOSED);
  }

  private static double mean(List<Span> seen, Predicate<Span> which) {
    double seconds = seen.stream().filter(which).mapToDouble(Span::seconds).sum();
    return seen.stream().filter(which).mapToLong(Span::bytes).sum() / seconds;
  }

  private static double best(List<Span> seen) {
    return seen.stream().mapToDouble(span -> span.bytes / span.seconds).max().orElse(0);
  }
}
