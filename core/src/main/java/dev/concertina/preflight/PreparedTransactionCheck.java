package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A prepared transaction holds its locks until somebody ends it, through restarts ("PREPARE
 * TRANSACTION" in PostgreSQL's documentation).
 */
final class PreparedTransactionCheck implements Check {

  private final Duration patience;

  PreparedTransactionCheck(Duration patience) {
    this.patience = patience;
  }

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT gid, owner, prepared::text AS since FROM pg_catalog.pg_prepared_xacts
            WHERE database = pg_catalog.current_database()
              AND prepared < clock_timestamp() - ? * interval '1 millisecond'
            ORDER BY prepared\
            """),
        row ->
            Finding.tells(
                "prepared-transaction",
                "A transaction of "
                    + row.getString("owner")
                    + " is prepared since "
                    + row.getString("since")
                    + ": "
                    + row.getString("gid")
                    + ".",
                "What it has locked stays locked: COMMIT PREPARED or ROLLBACK PREPARED it."),
        patience.toMillis());
  }
}
