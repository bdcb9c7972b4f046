package dev.concertina.engine;

/** Another run holds the lock. */
public final class BusyException extends EngineException {

  private static final long serialVersionUID = 1L;

  public BusyException(String code, String message, String hint) {
    super(code, message, hint);
  }
}
