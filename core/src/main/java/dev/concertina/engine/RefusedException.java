package dev.concertina.engine;

import java.sql.SQLException;

/**
 * The server refused what Concertina asks of its own accord: a defect, unless the journal is not
 * whole.
 */
final class RefusedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message, SQLException cause) {
    super(message, cause);
  }
}
