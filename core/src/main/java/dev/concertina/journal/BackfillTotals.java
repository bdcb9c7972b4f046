package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A backfill over all of its relations, for those who watch it.
 *
 * @param blocksDone with what is done in open windows; a block that is held is not done
 * @param rowsTotal the planner's estimate
 * @param blocksHeld left for the end, because somebody held a row in them
 */
public record BackfillTotals(
    String step,
    long rowsDone,
    long rowsTotal,
    long blocksDone,
    long blocksTotal,
    long blocksHeld) {

  /** The backfills of one run of a phase, oldest first. */
  public static List<BackfillTotals> read(
      Connection connection, Identifier home, Version version, int run) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT b.step, sum(b.rows_done + coalesce(w.rows, 0))::bigint AS rows_done,
                   sum(b.rows_total)::bigint AS rows_total,
                   greatest(0, sum(b.next_block - coalesce(w.blocks_open, 0)))::bigint AS blocks_done,
                   sum(b.end_block)::bigint AS blocks_total,
                   coalesce(sum(w.blocks_held), 0)::bigint AS blocks_held
            FROM {}.backfill b
            LEFT JOIN (
              SELECT version, run, step, relation, sum(rows_done) AS rows,
                     sum((to_block - from_block)
                       - (stripe * (to_block - from_block) + next_block - from_block) / stripes)
                       AS blocks_open,
                     count(*) FILTER (WHERE held) AS blocks_held
              FROM {}.backfill_window GROUP BY version, run, step, relation) w
              USING (version, run, step, relation)
            WHERE b.version = ? AND b.run = ?
            GROUP BY b.step ORDER BY min(b.started_at)""",
            home,
            home),
        BackfillTotals::totals,
        version.toString(),
        run);
  }

  private static BackfillTotals totals(ResultSet row) throws SQLException {
    return new BackfillTotals(
        row.getString("step"),
        row.getLong("rows_done"),
        row.getLong("rows_total"),
        row.getLong("blocks_done"),
        row.getLong("blocks_total"),
        row.getLong("blocks_held"));
  }
}
