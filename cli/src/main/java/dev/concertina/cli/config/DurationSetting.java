package dev.concertina.cli.config;

import dev.concertina.words.Durations;
import java.time.Duration;

/** A duration in a setting or a flag; what is none is refused with examples. */
public final class DurationSetting {

  private DurationSetting() {}

  /**
   * Reads a whole number with its unit, above zero.
   *
   * @throws IllegalArgumentException if the text has another shape, or is zero
   */
  static Duration parsePositive(String text) {
    Duration duration = parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("\"" + text + "\" must be more than zero");
    }
    return duration;
  }

  /**
   * Reads a whole number with its unit.
   *
   * @throws IllegalArgumentException if the text has another shape
   */
  public static Duration parse(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: write 200ms, 30s, 5m or 1h"));
  }
}
