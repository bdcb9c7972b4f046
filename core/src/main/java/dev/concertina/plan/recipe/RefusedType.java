package dev.concertina.plan.recipe;

/** What to do where PostgreSQL does not give a column another type. */
final class RefusedType {

  private RefusedType() {}

  /**
   * The next step.
   *
   * @param reason what the server says
   */
  static String hint(String reason) {
    return reason.startsWith("operator class")
        ? "Drop the index that needs it in a migration before this one, that is finished (Django's own ends in _like)."
        : "Say how the value is converted: USING …, or -- concertina: up = …";
  }
}
