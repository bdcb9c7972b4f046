package dev.concertina.benchmarks.contest;

/** A contestant did not get a change through. */
public final class ContestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ContestException(String message, Throwable cause) {
    super(message, cause);
  }

  ContestException(String message) {
    super(message);
  }
}
