package dev.concertina.engine;

/** The database cannot be reached, or was lost on the way. */
public final class UnreachableException extends EngineException {

  private static final long serialVersionUID = 1L;

  public UnreachableException(String code, String message, String hint) {
    super(code, message, hint);
  }
}
