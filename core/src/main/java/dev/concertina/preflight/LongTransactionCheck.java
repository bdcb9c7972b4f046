package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is in a transaction for long, and would be waited for. */
final class LongTransactionCheck implements Check {

  private final Duration patience;

  LongTransactionCheck(Duration patience) {
    this.patience = patience;
  }

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT pid, usename, coalesce(application_name, '') AS application_name, state, query,
                   backend_type,
                   (extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint AS age
            FROM pg_catalog.pg_stat_activity
            WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
              AND xact_start < clock_timestamp() - ? * interval '1 millisecond'
            ORDER BY xact_start\
            """),
        row ->
            Finding.tells(
                "long-transaction",
                "A transaction is open for long: "
                    + new OtherSession(
                        row.getInt("pid"),
                        Jdbc.text(row, "usename"),
                        row.getString("application_name"),
                        Jdbc.text(row, "state"),
                        Optional.of(Duration.ofMillis(row.getLong("age"))),
                        Jdbc.text(row, "query"),
                        Jdbc.text(row, "backend_type"))
                    + ".",
                "An index build waits for it, and so does a lock on a table that it has used; dead"
                    + " rows of the backfill stay until it ends."),
        patience.toMillis());
  }
}
