package dev.concertina.cli.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 200ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
public final class Durations {

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})\\s*(ms|s|min|m|h)");

  private Durations() {}

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
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration: write 200ms, 30s, 5m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofMinutes(amount);
    };
  }
}
