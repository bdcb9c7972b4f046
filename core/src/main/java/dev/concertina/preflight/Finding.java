package dev.concertina.preflight;

/**
 * Something that stands in the way of a migration.
 *
 * @param code stable, for scripts and for {@code --accept}
 * @param message what it is, with its name
 * @param hint what to do about it
 */
public record Finding(String code, Weight weight, String message, String hint) {

  /** What a finding means for the run. */
  public enum Weight {
    /** It would fail, or harm: to be mended first. */
    STOPS,
    /** It may disturb somebody: goes on only with {@code --accept} and the code. */
    ASKS,
    /** Good to know. */
    TELLS
  }

  static Finding stops(String code, String message, String hint) {
    return new Finding(code, Weight.STOPS, message, hint);
  }

  static Finding asks(String code, String message, String hint) {
    return new Finding(
        code, Weight.ASKS, message, hint + " To go on all the same: --accept " + code + ".");
  }

  static Finding tells(String code, String message, String hint) {
    return new Finding(code, Weight.TELLS, message, hint);
  }
}
