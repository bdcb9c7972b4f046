package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anybody else works on the server: then a batch is short and has no other one beside it,
 * because what comes to the server meanwhile shares its processors and its disk with the batch, and
 * waits behind it. A session works if it is active or was a moment ago ({@code state_change} of
 * "pg_stat_activity"); one whose state is hidden does, too.
 */
public final class Company {

  /** A request every now and then is company. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** The longest batch in company. */
  private static final Duration SHORT = Duration.ofMillis(5);

  private static final Logger LOG = LoggerFactory.getLogger(Company.class);

  private Company() {}

  /**
   * Looks, in autocommit.
   *
   * @throws SQLException if the session is lost
   */
  public static boolean isThere(Connection connection) throws SQLException {
    try {
      return Jdbc.first(
              connection,
              Sql.of(
                  """
                  SELECT 1 FROM pg_catalog.pg_stat_activity
                  WHERE {}
                    AND (coalesce(state, 'disabled') IN ('active', 'disabled')
                         OR state_change > pg_catalog.clock_timestamp()
                            - {} * interval '1 millisecond')
                  LIMIT 1""",
                  ActiveSessions.OTHER_CLIENTS,
                  Sql.number(MOMENT.toMillis())),
              row -> true)
          .isPresent();
    } catch (SQLException e) {
      if (Jdbc.isLost(connection, e)) {
        throw e;
      }
      LOG.warn("who else works cannot be read, so batches are short: {}", e.getMessage());
      return true;
    }
  }

  /** What a batch should take in company, where it takes so long alone. */
  static Duration target(Duration alone) {
    return alone.compareTo(SHORT) < 0 ? alone : SHORT;
  }
}
