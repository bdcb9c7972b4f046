package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checkpoints of backfills. Works in the transaction of the connection that it is given. */
public final class BackfillLog {

  /** Which backfill in which run of its phase. */
  public record Key(Version version, int run, String step) {}

  /** A checkpoint with its times. */
  public record Progress(
      String step, Checkpoint checkpoint, Instant startedAt, Instant updatedAt) {}

  private final Identifier home;

  public BackfillLog(Identifier home) {
    this.home = home;
  }

  public Optional<Checkpoint> find(Connection connection, Key key) throws SQLException {
    return progress(connection, key.version(), key.run()).stream()
        .filter(p -> p.step().equals(key.step()))
        .map(Progress::checkpoint)
        .findFirst();
  }

  /** The backfills of one run of a phase, oldest first. */
  public List<Progress> progress(Connection connection, Version version, int run)
      throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of("SELECT * FROM {}.backfill WHERE version = ? AND run = ? ORDER BY started_at", home),
        row ->
            new Progress(
                row.getString("step"),
                checkpoint(row),
                Jdbc.instant(row, "started_at").orElseThrow(),
                Jdbc.instant(row, "updated_at").orElseThrow()),
        version.toString(),
        run);
  }

  /** In the transaction of the batch that it describes. */
  public void save(Connection connection, Key key, Checkpoint checkpoint) throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.backfill (version, run, step, filenode, next_block, end_block, parked,
                                     rows_done, rows_total, passes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (version, run, step) DO UPDATE SET
              filenode = excluded.filenode, next_block = excluded.next_block,
              end_block = excluded.end_block, parked = excluded.parked,
              rows_done = excluded.rows_done, rows_total = excluded.rows_total,
              passes = excluded.passes, updated_at = clock_timestamp()""",
            home),
        key.version().toString(),
        key.run(),
        key.step(),
        checkpoint.filenode(),
        checkpoint.nextBlock(),
        checkpoint.endBlock(),
        connection.createArrayOf("int8", checkpoint.parked().toArray()),
        checkpoint.rowsDone(),
        checkpoint.rowsTotal(),
        checkpoint.passes());
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    Array parked = row.getArray("parked");
    return new Checkpoint(
        row.getLong("filenode"),
        row.getLong("next_block"),
        row.getLong("end_block"),
        List.of((Long[]) parked.getArray()),
        row.getLong("rows_done"),
        row.getLong("rows_total"),
        row.getInt("passes"));
  }
}
