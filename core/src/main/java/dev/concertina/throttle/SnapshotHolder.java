package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Somebody who may keep dead rows of this database from being removed ("Routine Vacuuming").
 *
 * @param key who, and which transaction of it
 * @param name for people
 * @param xid the oldest transaction that it may still see as running, counted without wraparound;
 *     empty if that is hidden
 * @param open how long its transaction has been open; empty if that is hidden or it has none
 */
record SnapshotHolder(String key, String name, OptionalLong xid, Optional<Duration> open) {

  private static final Sql SESSIONS =
      Sql.of(
          """
          SELECT a.pid || ' ' || a.xact_start AS key,
                 pg_catalog.format('pid %s (user %s, application "%s", %s)',
                   a.pid, a.usename, a.application_name, a.state) AS name,
                 greatest(pg_catalog.age(a.backend_xid),
                          pg_catalog.age(a.backend_xmin))::bigint AS age,
                 (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS open
          FROM pg_catalog.pg_stat_activity a
          WHERE a.datname = pg_catalog.current_database() AND a.xact_start IS NOT NULL
            AND (a.backend_xid IS NOT NULL OR a.backend_xmin IS NOT NULL)
            AND a.backend_type NOT IN ('autovacuum worker', 'walsender')
            AND a.application_name NOT LIKE 'concertina:%'
            AND a.pid <> pg_catalog.pg_backend_pid()
            AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_vacuum v WHERE v.pid = a.pid)
          ORDER BY a.xact_start""");

  /** Each open transaction holds a lock on its own virtual number, which every role may see. */
  private static final Sql HIDDEN_SESSIONS =
      Sql.of(
          """
          SELECT a.pid || ' ' || l.virtualtransaction AS key,
                 pg_catalog.format('pid %s (user %s, application "%s", the rest is hidden)',
                   a.pid, a.usename, a.application_name) AS name,
                 NULL::bigint AS age, NULL::bigint AS open
          FROM pg_catalog.pg_locks l
          JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
          WHERE l.locktype = 'virtualxid' AND l.granted AND l.virtualxid = l.virtualtransaction
            AND a.datname = pg_catalog.current_database() AND a.usesysid IS NOT NULL
            AND a.backend_type IS NULL
            AND a.application_name NOT LIKE 'concertina:%'
          ORDER BY a.pid""");

  private static final Sql PREPARED =
      Sql.of(
          """
          SELECT 'prepared ' || gid AS key,
                 pg_catalog.format('the prepared transaction "%s" of user %s', gid, owner) AS name,
                 pg_catalog.age(transaction)::bigint AS age,
                 (extract(epoch FROM clock_timestamp() - prepared) * 1000)::bigint AS open
          FROM pg_catalog.pg_prepared_xacts
          WHERE database = pg_catalog.current_database()""");

  private static final Sql SLOTS =
      Sql.of(
          """
          SELECT 'slot ' || slot_name AS key,
                 pg_catalog.format('the replication slot "%s"', slot_name) AS name,
                 pg_catalog.age(xmin)::bigint AS age, NULL::bigint AS open
          FROM pg_catalog.pg_replication_slots WHERE xmin IS NOT NULL""");

  private static final Sql STANDBYS =
      Sql.of(
          """
          SELECT 'standby ' || pid AS key,
                 pg_catalog.format('a query on standby "%s" (pid %s, hot_standby_feedback)',
                   application_name, pid) AS name,
                 pg_catalog.age(backend_xmin)::bigint AS age, NULL::bigint AS open
          FROM pg_catalog.pg_stat_replication WHERE backend_xmin IS NOT NULL""");

  /**
   * Everybody who holds one now: sessions, prepared transactions, replication slots, and standbys
   * with {@code hot_standby_feedback}. Not those of VACUUM, whose snapshots keep nothing.
   *
   * @param next the transaction that came next a moment ago
   */
  static List<SnapshotHolder> all(Connection connection, Next next) throws SQLException {
    List<SnapshotHolder> all = new ArrayList<>();
    all.addAll(list(connection, SESSIONS, next));
    all.addAll(list(connection, HIDDEN_SESSIONS, next));
    all.addAll(list(connection, PREPARED, next));
    all.addAll(list(connection, SLOTS, next));
    all.addAll(list(connection, STANDBYS, next));
    return all;
  }

  /**
   * Where the server's transactions are.
   *
   * @param xid counted without wraparound
   * @param age what {@code age()} says of it
   */
  record Next(long xid, long age) {

    static Next read(Connection connection) throws SQLException {
      return Jdbc.first(
              connection,
              Sql.of(
                  """
                  SELECT n.xid,
                         pg_catalog.age((n.xid % 4294967296)::text::pg_catalog.xid)::bigint AS age
                  FROM (SELECT pg_catalog.pg_snapshot_xmax(
                          pg_catalog.pg_current_snapshot())::text::bigint AS xid) n"""),
              row -> new Next(row.getLong("xid"), row.getLong("age")))
          .orElseThrow();
    }
  }

  /** Whether only its open transaction is seen, and not its snapshot. */
  boolean isHidden() {
    return xid.isEmpty();
  }

  private static List<SnapshotHolder> list(Connection connection, Sql sql, Next next)
      throws SQLException {
    return Jdbc.list(connection, sql, row -> read(row, next));
  }

  private static SnapshotHolder read(ResultSet row, Next next) throws SQLException {
    long age = row.getLong("age");
    OptionalLong xid =
        row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next.xid - (age - next.age));
    long open = row.getLong("open");
    Optional<Duration> duration =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, open)));
    return new SnapshotHolder(row.getString("key"), row.getString("name"), xid, duration);
  }
}
