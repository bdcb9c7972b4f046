package dev.concertina.session;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What a server's own clock says ("Date/Time Functions", "System Information Functions").
 *
 * @param started when the server was started; before it nobody can have asked it anything
 */
public record ServerClock(Instant now, Instant started) {

  /** As it is now. */
  public static ServerClock of(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.clock_timestamp() AS now,
                       pg_catalog.pg_postmaster_start_time() AS started"""),
            row ->
                new ServerClock(
                    Jdbc.instant(row, "now").orElseThrow(),
                    Jdbc.instant(row, "started").orElseThrow()))
        .orElseThrow();
  }
}
