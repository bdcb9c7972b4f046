package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast the running backfill is, as its run said last, for those who watch it from elsewhere.
 *
 * @param of the backfill that is meant
 * @param left what the rest takes; empty as long as nobody can know
 * @param batchRows rows in each of the last batches, on average
 * @param workers sessions that write
 */
public record PaceRow(
    BackfillLog.Key of, long rowsPerSecond, Optional<Estimate> left, long batchRows, int workers) {

  /** A row with the server's time at which it was written. */
  public record Written(PaceRow pace, Instant at) {}

  /** The last word of a run; empty if none has said anything yet. */
  public static Optional<Written> read(Connection connection, Identifier home) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of("SELECT * FROM {}.pace", home),
        row -> new Written(pace(row), Jdbc.instant(row, "updated_at").orElseThrow()));
  }

  /** Replaces the row. Not worth a wait for the disk: what is lost is said again in a second. */
  public void write(Connection connection, Identifier home) throws SQLException {
    Jdbc.updateUnflushed(
        connection,
        Sql.of(
            """
                  INSERT INTO {}.pace (version, run, step, rows_per_second, left_low, left_high,
                                       batch_rows, workers)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT (one) DO UPDATE SET
                    version = excluded.version, run = excluded.run, step = excluded.step,
                    rows_per_second = excluded.rows_per_second, left_low = excluded.left_low,
                    left_high = excluded.left_high, batch_rows = excluded.batch_rows,
                    workers = excluded.workers, updated_at = excluded.updated_at""",
            home),
        of.version().toString(),
        of.run(),
        of.step(),
        rowsPerSecond,
        left.map(l -> l.low().toMillis()),
        left.map(l -> l.high().toMillis()),
        batchRows,
        workers);
  }

  private static PaceRow pace(ResultSet row) throws SQLException {
    return new PaceRow(
        new BackfillLog.Key(
            Version.parse(row.getString("version")), row.getInt("run"), row.getString("step")),
        row.getLong("rows_per_second"),
        left(row),
        row.getLong("batch_rows"),
        row.getInt("workers"));
  }

  private static Optional<Estimate> left(ResultSet row) throws SQLException {
    long low = row.getLong("left_low");
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Estimate(Duration.ofMillis(low), Duration.ofMillis(row.getLong("left_high"))));
  }
}
