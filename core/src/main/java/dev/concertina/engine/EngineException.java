package dev.concertina.engine;

/** A run that could not go on. Running the same command again is always safe. */
public abstract sealed class EngineException extends RuntimeException
    permits WaitingException, BusyException, UnreachableException, StepFailedException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;

  EngineException(String code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** A stable word for programs. */
  public String code() {
    return code;
  }

  /** What to do next. */
  public String hint() {
    return hint;
  }

  /** The same exception with what led to it. */
  EngineException because(Throwable cause) {
    initCause(cause);
    return this;
  }
}
