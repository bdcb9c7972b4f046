package dev.concertina.journal;

/** Another run has taken the lease: this one must not write any more. */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LeaseLostException(String message) {
    super(message);
  }
}
