package dev.concertina.session;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * A program between client and server that shares a server's sessions among clients: what one
 * client sets in a session comes to the next one, an application perhaps. So it has to be asked
 * before anything is set.
 *
 * @param handshake the backend that the connection was told
 * @param actual the backend in which a statement ran
 */
public record Pooler(int handshake, int actual) {

  /** A pooler may give the backend of the handshake for the first statement. */
  private static final int STATEMENTS = 2;

  /** The one that the connection goes through. Sets nothing. */
  public static Optional<Pooler> between(Connection connection) throws SQLException {
    int handshake = connection.unwrap(PGConnection.class).getBackendPID();
    for (int i = 0; i < STATEMENTS; i++) {
      int actual =
          Jdbc.first(
                  connection,
                  Sql.of("SELECT pg_catalog.pg_backend_pid() AS pid"),
                  row -> row.getInt("pid"))
              .orElseThrow();
      if (actual != handshake) {
        return Optional.of(new Pooler(handshake, actual));
      }
    }
    return Optional.empty();
  }
}
