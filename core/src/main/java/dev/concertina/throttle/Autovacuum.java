package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An autovacuum of a table of the backfill, of its partitions or of what they store out of line:
 * both would work through the same pages, and what it frees is room for the backfill. Each is
 * waited for once, for so long.
 *
 * <p>{@code pg_stat_progress_vacuum} hides the table from ordinary roles. But an autovacuum holds
 * SHARE UPDATE EXCLUSIVE, which {@code pg_locks} shows to all, and its process has a database and
 * no user ("The Autovacuum Daemon", "Explicit Locking", "pg_stat_activity").
 */
final class Autovacuum implements Signal {

  /** A process at work on a relation. */
  private record Work(int pid, long relation, String name) {}

  private final Supplier<? extends Collection<QualifiedName>> tables;
  private final Waits<Work> waits;

  /**
   * A signal of one backfill.
   *
   * @param tables asked each time
   */
  Autovacuum(Time time, Supplier<? extends Collection<QualifiedName>> tables) {
    this.tables = tables;
    this.waits = new Waits<>(time);
  }

  @Override
  public Limit limit() {
    return Limit.MAX_AUTOVACUUM_WAIT;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Duration most = limits.duration(Limit.MAX_AUTOVACUUM_WAIT);
    Set<Work> seen = new LinkedHashSet<>();
    for (QualifiedName table : List.copyOf(tables.get())) {
      seen.addAll(at(connection, table));
    }
    waits.only(seen);
    List<String> reasons = new ArrayList<>();
    for (Work work : seen) {
      Duration waited = waits.waited(work);
      if (waited.compareTo(most) < 0) {
        reasons.add(
            "an autovacuum (pid "
                + work.pid
                + ") works on "
                + work.name
                + "; it was waited for "
                + Amounts.duration(waited)
                + " of at most "
                + Amounts.duration(most));
      }
    }
    return reasons.stream().findFirst();
  }

  @Override
  public void forget() {
    waits.forget();
  }

  private static List<Work> at(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT l.pid, c.oid::bigint AS relation, c.oid::regclass::text AS name
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            JOIN pg_catalog.pg_class c ON l.relation IN (c.oid, c.reltoastrelid)
            WHERE l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
              AND l.database = a.datid AND a.datname = pg_catalog.current_database()
              AND a.usesysid IS NULL
              AND (c.oid = pg_catalog.to_regclass({})
                   OR c.oid IN (SELECT relid
                                FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass({}))))
            ORDER BY l.pid""",
            Sql.literal(table.sql()),
            Sql.literal(table.sql())),
        row -> new Work(row.getInt("pid"), row.getLong("relation"), row.getString("name")));
  }
}
