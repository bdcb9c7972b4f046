package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A standby that is far behind already; the backfill would hold back from its first batch on. */
final class StandbyLagCheck implements Check {

  private final Duration patience;

  StandbyLagCheck(Duration patience) {
    this.patience = patience;
  }

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return subject.backfills().isEmpty()
        ? List.of()
        : Jdbc.list(
            subject.connection(),
            Sql.of(
                """
                SELECT coalesce(nullif(application_name, ''), client_addr::text, pid::text) AS name,
                       extract(epoch FROM replay_lag)::bigint AS seconds
                FROM pg_catalog.pg_stat_replication
                WHERE replay_lag > ? * interval '1 millisecond' ORDER BY 1\
                """),
            row ->
                Finding.tells(
                    "standby-lag",
                    "The standby "
                        + row.getString("name")
                        + " is "
                        + row.getLong("seconds")
                        + " s behind.",
                    "The backfill waits for it (--max-lag)."),
            patience.toMillis());
  }
}
