package dev.concertina.hazard;

import java.util.Locale;

/** How bad a hazard is, mildest first. */
public enum Severity {
  /** Good to know; harmless for most. Not an alarm. */
  NOTICE,
  /**
   * Hurts under a condition that the text of a migration cannot show: data, size, how code works.
   */
  WARNING,
  /** Hurts as soon as the application uses what it changes. */
  ERROR;

  /** As JSON and flags write it: {@code warning}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
