package dev.concertina.cli.render;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {

  private Words() {}

  /** A duration in the unit that fits: {@code 12 ms}, {@code 3.4 s}, {@code 5 min}. */
  static String time(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return duration.toHours() > 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
