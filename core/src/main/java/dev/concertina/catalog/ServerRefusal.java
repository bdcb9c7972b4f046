package dev.concertina.catalog;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells the server's opinion of a trial from a failure to ask it, and puts it in plain words. */
final class ServerRefusal {

  /**
   * Classes of SQLSTATE that speak of the statement ("PostgreSQL Error Codes"): not supported,
   * data, integrity, dependent objects, a schema that is not there, syntax or access, limits,
   * PL/pgSQL.
   */
  private static final Set<String> OPINIONS =
      Set.of("0A", "22", "23", "2B", "3F", "42", "54", "P0");

  /** What the trial is made of is not the user's business. */
  private static final Map<String, String> WORDS =
      Map.of(
          "generation expression is not immutable",
          "the expression depends on a session setting or changes from call to call;"
              + " every part of it must be IMMUTABLE",
          "column generation expressions",
          "an expression over one row",
          "column generation expression",
          "an expression over one row");

  private ServerRefusal() {}

  /**
   * The refusal that the error is.
   *
   * @throws SQLException the error itself, if it says nothing about the statement
   */
  static RefusedTrialException of(SQLException e) throws SQLException {
    if (!isOpinion(e)) {
      throw e;
    }
    return new RefusedTrialException(e.getSQLState(), words(message(e)), e);
  }

  /** Whether the error speaks of the statement. */
  static boolean isOpinion(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.length() == 5 && OPINIONS.contains(state.substring(0, 2));
  }

  private static String words(String message) {
    return WORDS.keySet().stream()
        .filter(message::contains)
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .map(known -> message.replace(known, WORDS.get(known)))
        .orElse(message);
  }

  /** Without severity, position and hint, which speak of a statement that nobody wrote. */
  private static String message(SQLException e) {
    if (e instanceof PSQLException error) {
      ServerErrorMessage server = error.getServerErrorMessage();
      if (server != null && server.getMessage() != null) {
        return server.getMessage();
      }
    }
    return String.valueOf(e.getMessage());
  }
}
