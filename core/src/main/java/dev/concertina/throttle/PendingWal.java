package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WAL segments that wait for the archiver. Counted in {@code pg_wal/archive_status}, which members
 * of {@code pg_monitor} may list; for others, told from the newest segment that {@code
 * pg_stat_archiver} has seen go ("Continuous Archiving", "The Cumulative Statistics System").
 */
final class PendingWal implements Signal {

  /** Timeline, and two halves of the segment's number. */
  private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{8}([0-9A-F]{8})([0-9A-F]{8})");

  private static final long LOG_SIZE = 1L << 32;

  /** What can be read about the archive. */
  private record Archive(boolean on, boolean mayList) {}

  @Override
  public Limit limit() {
    return Limit.MAX_PENDING_WAL;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Archive archive = archive(connection);
    if (!archive.on) {
      return Optional.empty();
    }
    OptionalLong pending = archive.mayList ? listed(connection) : told(connection);
    if (pending.isEmpty()) {
      return Optional.of(
          "how many WAL segments wait for the archiver cannot be told from pg_stat_archiver; "
              + Rights.grantMonitor(connection));
    }
    long most = limits.amount(Limit.MAX_PENDING_WAL).orElseThrow();
    return pending.getAsLong() > most
        ? Optional.of(
            pending.getAsLong() + " WAL segments wait for the archiver; the limit is " + most)
        : Optional.empty();
  }

  private static Archive archive(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.current_setting('archive_mode') <> 'off' AS is_on,
                       pg_catalog.has_function_privilege(
                         'pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE') AS may_list"""),
            row -> new Archive(row.getBoolean("is_on"), row.getBoolean("may_list")))
        .orElseThrow();
  }

  private static OptionalLong listed(Connection connection) throws SQLException {
    return OptionalLong.of(
        Jdbc.first(
                connection,
                Sql.of(
                    """
                    SELECT count(*) AS pending FROM pg_catalog.pg_ls_archive_statusdir()
                    WHERE name LIKE '%.ready'"""),
                row -> row.getLong("pending"))
            .orElseThrow());
  }

  /** The archiver takes the oldest segment first; the one that is being written is not due. */
  private static OptionalLong told(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT coalesce(last_archived_wal, '') AS archived,
                       pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()) AS current,
                       pg_catalog.pg_size_bytes(
                         pg_catalog.current_setting('wal_segment_size')) AS size
                FROM pg_catalog.pg_stat_archiver"""),
            PendingWal::distance)
        .orElseThrow();
  }

  private static OptionalLong distance(ResultSet row) throws SQLException {
    long size = row.getLong("size");
    OptionalLong archived = segment(row.getString("archived"), size);
    OptionalLong current = segment(row.getString("current"), size);
    return archived.isEmpty() || current.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, current.getAsLong() - archived.getAsLong() - 1));
  }

  private static OptionalLong segment(String name, long size) {
    Matcher matcher = SEGMENT.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(
            Long.parseLong(matcher.group(1), 16) * (LOG_SIZE / size)
                + Long.parseLong(matcher.group(2), 16))
        : OptionalLong.empty();
  }
}
