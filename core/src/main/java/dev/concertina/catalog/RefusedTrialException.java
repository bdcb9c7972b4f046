package dev.concertina.catalog;

/** A trial that PostgreSQL, or its grammar, refuses. */
final class RefusedTrialException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sqlState;

  RefusedTrialException(String sqlState, String reason, Throwable cause) {
    super(reason, cause);
    this.sqlState = sqlState;
  }

  RefusedTrialException(String sqlState, String reason) {
    super(reason);
    this.sqlState = sqlState;
  }

  <T> Answer<T> answer() {
    return new Answer.Refused<>(sqlState, String.valueOf(getMessage()));
  }
}
