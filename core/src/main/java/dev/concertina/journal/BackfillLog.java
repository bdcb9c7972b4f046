package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checkpoints and open windows of backfills. Works in the transaction of the connection that it is
 * given, so that progress commits with the rows that it describes.
 */
public final class BackfillLog {

  /** Which backfill in which run of its phase. */
  public record Key(Version version, int run, String step) {}

  private final Identifier home;

  public BackfillLog(Identifier home) {
    this.home = home;
  }

  /** The relations that were begun, in the order in which they were. */
  public List<Checkpoint> checkpoints(Connection connection, Key key) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT *, relation::bigint AS relation_oid FROM {}.backfill
            WHERE version = ? AND run = ? AND step = ? ORDER BY started_at, relation""",
            home),
        BackfillLog::checkpoint,
        key.version().toString(),
        key.run(),
        key.step());
  }

  /** The windows that are open: held blocks last. */
  public List<Window> windows(Connection connection, Key key) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT *, relation::bigint AS relation_oid FROM {}.backfill_window
            WHERE version = ? AND run = ? AND step = ? ORDER BY held, relation, from_block""",
            home),
        BackfillLog::window,
        key.version().toString(),
        key.run(),
        key.step());
  }

  /** A walk over one relation begins, or begins again: its windows are forgotten. */
  public void begin(Connection connection, Key key, Checkpoint at) throws SQLException {
    long rows = forgetWindows(connection, key, at.relation());
    update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.backfill AS b (version, run, step, relation, filenode, next_block,
                                          end_block, rows_total, passes, rows_done)
            VALUES (?, ?, ?, ?::oid, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (version, run, step, relation) DO UPDATE SET
              filenode = excluded.filenode, next_block = excluded.next_block,
              end_block = excluded.end_block, rows_total = excluded.rows_total,
              passes = excluded.passes, rows_done = b.rows_done + excluded.rows_done,
              done = false, updated_at = clock_timestamp()""",
            home),
        key,
        at.relation(),
        at.filenode(),
        at.nextBlock(),
        at.endBlock(),
        at.rowsTotal(),
        at.passes(),
        rows);
  }

  /** The relation is done. */
  public void finish(Connection connection, Key key, long relation) throws SQLException {
    update(
        connection,
        Sql.of(
            """
            UPDATE {}.backfill SET done = true, updated_at = clock_timestamp()
            WHERE version = ? AND run = ? AND step = ? AND relation = ?::oid""",
            home),
        key,
        relation);
  }

  /** The relation is not there any more. */
  public void forget(Connection connection, Key key, long relation) throws SQLException {
    forgetWindows(connection, key, relation);
    update(
        connection,
        Sql.of(
            """
            DELETE FROM {}.backfill
            WHERE version = ? AND run = ? AND step = ? AND relation = ?::oid""",
            home),
        key,
        relation);
  }

  /** The rows that were written in them. */
  private long forgetWindows(Connection connection, Key key, long relation) throws SQLException {
    return Jdbc.list(
            connection,
            Sql.of(
                """
                DELETE FROM {}.backfill_window
                WHERE version = ? AND run = ? AND step = ? AND relation = ?::oid
                RETURNING rows_done""",
                home),
            row -> row.getLong("rows_done"),
            key.version().toString(),
            key.run(),
            key.step(),
            relation)
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The window is handed out: the next one begins behind it. */
  public void open(Connection connection, Key key, Window window) throws SQLException {
    add(connection, key, window);
    passed(connection, key, window, 0);
  }

  /** A window that is to be written, or a block that is held; no harm if it is known already. */
  public void add(Connection connection, Key key, Window window) throws SQLException {
    update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.backfill_window (version, run, step, relation, held, from_block,
              filenode, to_block, stripes, stripe, next_block, rows_done)
            VALUES (?, ?, ?, ?::oid, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (version, run, step, relation, held, from_block) DO NOTHING""",
            home),
        key,
        window.relation(),
        window.held(),
        window.from(),
        window.filenode(),
        window.to(),
        window.stripes(),
        window.stripe(),
        window.nextBlock(),
        window.rowsDone());
  }

  /** In the transaction of the batch that brought the window here; a complete one is closed. */
  public void save(Connection connection, Key key, Window window) throws SQLException {
    if (window.isComplete()) {
      close(connection, key, window);
      return;
    }
    update(
        connection,
        Sql.of(
            """
            UPDATE {}.backfill_window SET stripes = n.stripes, stripe = n.stripe,
              next_block = n.next_block, rows_done = n.rows_done, updated_at = clock_timestamp()
            FROM (SELECT ? AS version, ?::int AS run, ? AS step, ?::oid AS relation,
                         ?::boolean AS held, ?::bigint AS from_block, ?::int AS stripes,
                         ?::int AS stripe, ?::bigint AS next_block, ?::bigint AS rows_done) n
            WHERE (backfill_window.version, backfill_window.run, backfill_window.step,
                   backfill_window.relation, backfill_window.held, backfill_window.from_block)
                  = (n.version, n.run, n.step, n.relation, n.held, n.from_block)""",
            home),
        key,
        window.relation(),
        window.held(),
        window.from(),
        window.stripes(),
        window.stripe(),
        window.nextBlock(),
        window.rowsDone());
  }

  private void close(Connection connection, Key key, Window window) throws SQLException {
    update(
        connection,
        Sql.of(
            """
            DELETE FROM {}.backfill_window
            WHERE version = ? AND run = ? AND step = ? AND relation = ?::oid AND held = ?
              AND from_block = ?""",
            home),
        key,
        window.relation(),
        window.held(),
        window.from());
    passed(connection, key, window, window.rowsDone());
  }

  private void passed(Connection connection, Key key, Window window, long rows)
      throws SQLException {
    update(
        connection,
        Sql.of(
            """
            UPDATE {}.backfill b SET next_block = greatest(b.next_block, n.to_block),
              rows_done = b.rows_done + n.rows_done, updated_at = clock_timestamp()
            FROM (SELECT ? AS version, ?::int AS run, ? AS step, ?::oid AS relation,
                         ?::bigint AS to_block, ?::bigint AS rows_done) n
            WHERE (b.version, b.run, b.step, b.relation)
                  = (n.version, n.run, n.step, n.relation)""",
            home),
        key,
        window.relation(),
        window.to(),
        rows);
  }

  /** A statement whose parameters begin with the key. */
  private static void update(Connection connection, Sql sql, Key key, Object... more)
      throws SQLException {
    Jdbc.update(
        connection,
        sql,
        Stream.concat(
                Stream.of(key.version().toString(), key.run(), key.step()), Arrays.stream(more))
            .toArray());
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getLong("relation_oid"),
        row.getLong("filenode"),
        row.getLong("next_block"),
        row.getLong("end_block"),
        row.getLong("rows_done"),
        row.getLong("rows_total"),
        row.getInt("passes"),
        row.getBoolean("done"));
  }

  private static Window window(ResultSet row) throws SQLException {
    return new Window(
        row.getLong("relation_oid"),
        row.getLong("filenode"),
        row.getLong("from_block"),
        row.getLong("to_block"),
        row.getInt("stripes"),
        row.getInt("stripe"),
        row.getLong("next_block"),
        row.getLong("rows_done"),
        row.getBoolean("held"));
  }
}
