package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * A slot that nobody reads keeps all write-ahead log since then ("Replication Slots" in
 * PostgreSQL's documentation): a backfill can fill the disk.
 */
final class ReplicationSlotCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return subject.backfills().isEmpty()
        ? List.of()
        : Jdbc.list(
            subject.connection(),
            Sql.of(
                """
                SELECT slot_name, pg_catalog.pg_size_pretty(pg_catalog.pg_wal_lsn_diff(
                         pg_catalog.pg_current_wal_lsn(), restart_lsn)) AS kept
                FROM pg_catalog.pg_replication_slots
                WHERE NOT active AND restart_lsn IS NOT NULL ORDER BY 1\
                """),
            row ->
                Finding.tells(
                    "idle-slot",
                    "Nobody reads the replication slot "
                        + row.getString("slot_name")
                        + ", which keeps "
                        + row.getString("kept")
                        + " of write-ahead log and all that the backfill writes.",
                    "Let its reader go on, or drop it: SELECT pg_drop_replication_slot(…)."));
  }
}
