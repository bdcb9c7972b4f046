package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A standby or a logical subscriber, as {@code pg_stat_replication} and {@code
 * pg_replication_slots} show it.
 *
 * @param pid the process that serves it
 * @param key the same when it connects again
 * @param name for people
 * @param slot the slot that waits for it while it is away
 * @param hidden whether the role may not see its position
 * @param replayed empty for a base backup and for a receiver that only stores WAL
 * @param told its last word about itself; empty if there was none or it only stores WAL
 * @param lasting whether somebody waits for it when it is away: not for the first copy of a table
 */
record Follower(
    int pid,
    String key,
    String name,
    Optional<String> slot,
    boolean hidden,
    OptionalLong replayed,
    Optional<ReplayRate.Told> told,
    boolean lasting) {

  /** Everybody who follows now, without base backups. */
  static List<Follower> all(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT r.pid, r.application_name, coalesce(host(r.client_addr), 'local') AS address,
                   r.state IS NULL AS hidden,
                   pg_catalog.pg_wal_lsn_diff(r.replay_lsn, '0/0')::bigint AS replayed,
                   coalesce(pg_catalog.pg_wal_lsn_diff(r.flush_lsn, '0/0'), 0)::bigint AS received,
                   (extract(epoch FROM r.reply_time) * 1000000)::bigint AS told,
                   s.slot_name, coalesce(s.slot_type = 'logical', false) AS logical,
                   coalesce(s.temporary, false) AS temporary
            FROM pg_catalog.pg_stat_replication r
            LEFT JOIN pg_catalog.pg_replication_slots s ON s.active_pid = r.pid
            WHERE r.state IS DISTINCT FROM 'backup' AND r.application_name <> 'pg_basebackup'"""),
        Follower::read);
  }

  /** Whether a slot is still there. */
  static boolean slotExists(Connection connection, String slot) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of("SELECT 1 FROM pg_catalog.pg_replication_slots WHERE slot_name = ?"),
            row -> 1,
            slot)
        .isPresent();
  }

  private static Follower read(ResultSet row) throws SQLException {
    boolean logical = row.getBoolean("logical");
    boolean temporary = row.getBoolean("temporary");
    String application = row.getString("application_name");
    String address = row.getString("address");
    Optional<String> slot = Jdbc.text(row, "slot_name").filter(s -> !temporary);
    boolean hidden = row.getBoolean("hidden");
    long replayed = row.getLong("replayed");
    boolean stores = row.wasNull();
    long told = row.getLong("told");
    boolean silent = stores || row.wasNull();
    return new Follower(
        row.getInt("pid"),
        slot.map(s -> "slot " + s).orElse(application + " at " + address),
        (logical ? "subscriber \"" : "standby \"") + application + "\" (" + address + ")",
        slot,
        hidden,
        stores ? OptionalLong.empty() : OptionalLong.of(replayed),
        silent
            ? Optional.empty()
            : Optional.of(new ReplayRate.Told(told, row.getLong("received"), replayed)),
        slot.isPresent() || !logical);
  }
}
