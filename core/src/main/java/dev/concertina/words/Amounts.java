package dev.concertina.words;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures for people, in the unit that fits. */
public final class Amounts {

  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

  private Amounts() {}

  /** {@code 800 ms}, {@code 7.3 s}, {@code 12 min}, {@code 3.5 h}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 120_000) {
      return rounded(millis / 1_000.0) + " s";
    }
    return millis < 7_200_000 ? millis / 60_000 + " min" : rounded(millis / 3_600_000.0) + " h";
  }

  /** {@code 2026-11-21T09:30:05Z}: to the second, in UTC. */
  public static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 17 MB}, in the server's units. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int size = 0;
    while (amount >= 1_024 && size < SIZES.length - 1) {
      amount /= 1_024;
      size++;
    }
    return rounded(amount) + " " + SIZES[size];
  }

  private static String rounded(double amount) {
    String text = String.format(Locale.ROOT, "%.1f", amount);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
