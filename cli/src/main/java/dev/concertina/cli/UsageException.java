package dev.concertina.cli;

/** Arguments that are well-formed but do not fit the situation. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param hint what to write instead
   */
  public UsageException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
