package dev.concertina.engine;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The standbys that a commit waits for. Without them it waits for ever, and no time-out of the
 * server ends that ("Synchronous Replication" in the documentation).
 */
final class SynchronousStandbys {

  private SynchronousStandbys() {}

  /**
   * Refuses to begin what could not commit. A role that may not see the state of a standby counts
   * each of them.
   *
   * @throws WaitingException {@code no-standby}
   */
  static void refuseMissing(Connection connection) throws SQLException {
    Optional<String> missing =
        Jdbc.first(
            connection,
            Sql.of(
                """
                WITH given AS (
                  SELECT pg_catalog.current_setting('synchronous_standby_names') AS names)
                SELECT names FROM given
                WHERE names <> ''
                  AND pg_catalog.current_setting('synchronous_commit') NOT IN ('off', 'local')
                  AND (SELECT count(*) FROM pg_catalog.pg_stat_replication r
                       WHERE r.sync_state IS NULL OR r.sync_state IN ('sync', 'quorum'))
                      < coalesce(
                          substring(names FROM '(?i)^\\s*(?:(?:first|any)\\s+)?(\\d+)\\s*\\(')::int, 1)
                """),
            row -> row.getString("names"));
    if (missing.isPresent()) {
      throw new WaitingException(
          "no-standby",
          "Each commit would wait for a synchronous standby that is not there"
              + " (synchronous_standby_names = "
              + missing.get()
              + ").",
          "Start the standby, or take it out of the setting (ALTER SYSTEM, then SELECT"
              + " pg_reload_conf()); then run again.",
          List.of());
    }
  }
}
