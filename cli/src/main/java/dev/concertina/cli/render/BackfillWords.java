package dev.concertina.cli.render;

import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a backfill does, as people read it. */
final class BackfillWords {

  private BackfillWords() {}

  /** {@code 45 %}, of the pages. */
  static String percent(long done, long total) {
    return (total == 0 ? 100 : Math.min(100, 100 * done / total)) + " %";
  }

  /** {@code 1,200 of about 5,000 rows}; the planner's estimate is left out where it was too low. */
  static String rows(long done, long total) {
    return total < done
        ? String.format(Locale.ROOT, "%,d rows", done)
        : String.format(Locale.ROOT, "%,d of about %,d rows", done, total);
  }

  static String rate(long rowsPerSecond) {
    return String.format(Locale.ROOT, "%,d a second", rowsPerSecond);
  }

  /** {@code about 4–6 min left}; says nothing where nobody can know. */
  static Optional<String> left(Optional<Estimate> left) {
    return left.map(
        estimate -> {
          String range = range(estimate.low(), estimate.high());
          return range.startsWith("less") || range.startsWith("up")
              ? range + " left"
              : "about " + range + " left";
        });
  }

  /** {@code 512 rows a batch, 2 workers}. */
  static String size(long batchRows, int workers) {
    return String.format(
        Locale.ROOT,
        "%,d rows a batch, %d %s",
        batchRows,
        workers,
        workers == 1 ? "worker" : "workers");
  }

  /** {@code for 35 % of the time}. */
  static String time(Share share) {
    return "for " + share.percent() + " % of the time";
  }

  /** {@code for 35 % of the time by max-slowdown: 6.1 sessions of others at work, …}. */
  static String share(Share share) {
    return time(share) + " by " + share.signal() + ": " + share.reason();
  }

  /** {@code 2 pages are left for the end: …}; says nothing where none is. */
  static Optional<String> held(long pages) {
    return pages == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d %s left for the end: somebody held a row there, or it took too long",
                pages,
                pages == 1 ? "page is" : "pages are"));
  }

  /** {@code throttled by max-lag: standby s1 is 7.2 s behind (limit 5 s)}. */
  static String hold(Hold hold) {
    return hold.isPause() ? hold.reason() : "throttled by " + hold.signal() + ": " + hold.reason();
  }

  /** Outwards to whole units, so that the range is not narrower than it was. */
  private static String range(Duration low, Duration high) {
    if (high.toMillis() < 1_000) {
      return "less than a second";
    }
    if (high.toSeconds() < 120) {
      return range(low.toMillis(), high.toMillis(), 1_000, "s");
    }
    return high.toMinutes() < 120
        ? range(low.toMillis(), high.toMillis(), 60_000, "min")
        : range(low.toMillis(), high.toMillis(), 3_600_000, "h");
  }

  private static String range(long low, long high, long unit, String name) {
    long from = low / unit;
    long to = (high + unit - 1) / unit;
    if (from == 0) {
      return "up to " + to + " " + name;
    }
    return from == to ? to + " " + name : from + "–" + to + " " + name;
  }
}
