package dev.concertina.evidence.check;

/** What a phase does to a statement that works today; what comes later is worse. */
public enum Effect {
  /** Nobody can tell. Never to be taken for nothing. */
  UNKNOWN,
  /** Its answer is another one, or a prepared one fails once. */
  CHANGES,
  /** It fails for some values, or where some rows are there. */
  MAY_FAIL,
  /** It fails. */
  BREAKS;

  /** For people: {@code breaks}. */
  public String words() {
    return switch (this) {
      case UNKNOWN -> "cannot be told";
      case CHANGES -> "changes its answer";
      case MAY_FAIL -> "may fail";
      case BREAKS -> "breaks";
    };
  }
}
