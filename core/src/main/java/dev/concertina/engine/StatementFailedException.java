package dev.concertina.engine;

import java.sql.SQLException;

/** An error of the server together with the statement that met it. */
final class StatementFailedException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final String sql;

  StatementFailedException(String sql, SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
