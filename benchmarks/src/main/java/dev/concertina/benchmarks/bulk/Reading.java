package dev.concertina.benchmarks.bulk;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the meters of a server, and of the machine that this program runs on, show at a moment.
 *
 * @param nanos of the monotonic clock
 * @param wal bytes of write-ahead log since the server was made
 * @param heap bytes of the table without its indexes
 * @param cores how long the machine's cores worked and waited so far
 */
record Reading(long nanos, long wal, long heap, CoreTimes cores) {

  private static final Sql METERS =
      Sql.of("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn, pg_relation_size('accounts')");

  /** The clock is read last at a beginning, so that reading the others is not part of the span. */
  static Reading before(Connection connection) throws SQLException {
    Reading meters = read(connection, 0);
    return new Reading(System.nanoTime(), meters.wal, meters.heap, CoreTimes.now());
  }

  /** The clock is read first at an end. */
  static Reading after(Connection connection) throws SQLException {
    return read(connection, System.nanoTime());
  }

  private static Reading read(Connection connection, long nanos) throws SQLException {
    CoreTimes cores = CoreTimes.now();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(METERS.sql())) {
      row.next();
      return new Reading(nanos, row.getLong(1), row.getLong(2), cores);
    }
  }

  /** The same without a span that is not to count. */
  Reading earlier(long excluded) {
    return new Reading(nanos - excluded, wal, heap, cores);
  }
}
