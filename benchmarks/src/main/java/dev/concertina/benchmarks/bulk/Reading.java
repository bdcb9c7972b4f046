package dev.concertina.benchmarks.bulk;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the meters of a server show at a moment.
 *
 * @param nanos of the monotonic clock
 * @param wal bytes of write-ahead log since the server was made
 * @param heap bytes of the table without its indexes
 */
record Reading(long nanos, long wal, long heap) {

  private static final Sql METERS =
      Sql.of("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn, pg_relation_size('accounts')");

  /** The clock is read last at a beginning, so that reading the others is not part of the span. */
  static Reading before(Connection connection) throws SQLException {
    Reading meters = read(connection, 0);
    return new Reading(System.nanoTime(), meters.wal, meters.heap);
  }

  /** The clock is read first at an end. */
  static Reading after(Connection connection) throws SQLException {
    return read(connection, System.nanoTime());
  }

  private static Reading read(Connection connection, long nanos) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(METERS.sql())) {
      row.next();
      return new Reading(nanos, row.getLong(1), row.getLong(2));
    }
  }
}
