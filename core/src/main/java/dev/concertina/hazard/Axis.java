package dev.concertina.hazard;

import java.util.Locale;

/** Whom a hazard hurts. */
public enum Axis {
  /** It stops the application while the migration runs. */
  LOCKS,
  /** The version that runs now fails, or sees something else, beside the new schema. */
  OLD_CODE,
  /** The version that comes fails on the schema as it was, or cannot be taken back. */
  NEW_CODE;

  /** As JSON and SARIF write it: {@code old_code}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: {@code old code}. */
  public String words() {
    return key().replace('_', ' ');
  }
}
