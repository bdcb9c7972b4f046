package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.journal.StepRow.Spent;
import dev.concertina.plan.Phase;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The journal's rows of steps. Works in the transaction of the connection that it is given. */
public final class StepLog {

  private final Identifier home;

  public StepLog(Identifier home) {
    this.home = home;
  }

  /** Every step of every run of the migration, oldest run first. */
  public List<StepRow> steps(Connection connection, Version version) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of("SELECT * FROM {}.step WHERE version = ? ORDER BY run, started, id", home),
        StepLog::step,
        version.toString());
  }

  /** The steps of one run of a phase. */
  public List<StepRow> steps(Connection connection, Version version, int run) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of("SELECT * FROM {}.step WHERE version = ? AND run = ?", home),
        StepLog::step,
        version.toString(),
        run);
  }

  /** Marks a step that cannot commit its row with its work. */
  public void started(Connection connection, StepRow.Key step, String detail, Spent spent)
      throws SQLException {
    write(connection, step, StepState.RUNNING, detail, spent);
  }

  /** In the transaction of the step's work: this is what makes it happen exactly once. */
  public void done(Connection connection, StepRow.Key step, String detail, Spent spent)
      throws SQLException {
    write(connection, step, StepState.DONE, detail, spent);
  }

  /** The run ends before the step could do its work, and nothing is wrong. */
  public void waiting(Connection connection, StepRow.Key step, String detail, Spent spent)
      throws SQLException {
    write(connection, step, StepState.WAITING, detail, spent);
  }

  public void failed(Connection connection, StepRow.Key step, String detail, Spent spent)
      throws SQLException {
    write(connection, step, StepState.FAILED, detail, spent);
  }

  /**
   * What changed something is done once; what only looked may look again. Whoever writes holds the
   * lease, so that its holder is who runs the step.
   */
  private void write(
      Connection connection, StepRow.Key step, StepState state, String detail, Spent spent)
      throws SQLException {
    int rows =
        Jdbc.update(
            connection,
            Sql.of(
                """
                INSERT INTO {}.step AS s
                  (version, run, phase, id, kind, state, started, finished, waited, who, detail)
                SELECT ?, ?, ?, ?, ?, n.state, n.at - ? * interval '1 microsecond',
                       CASE WHEN n.state <> 'RUNNING' THEN n.at END, ? * interval '1 microsecond',
                       (SELECT l.holder FROM {}.lease l), ?
                FROM (SELECT ?::text AS state, clock_timestamp() AS at) n
                ON CONFLICT (version, run, id) DO UPDATE SET
                  state = excluded.state, detail = excluded.detail, finished = excluded.finished,
                  waited = excluded.waited, who = excluded.who,
                  started = CASE WHEN excluded.state <> 'RUNNING' AND s.state = 'RUNNING'
                                 THEN s.started ELSE excluded.started END
                WHERE s.state <> 'DONE' OR ?""",
                home,
                home),
            step.version(),
            step.run(),
            step.phase().name(),
            step.id(),
            step.kind(),
            micros(spent.since()),
            micros(spent.waited()),
            detail,
            state.name(),
            StepKind.onlyLooks(step.kind()));
    if (rows == 0) {
      throw new IllegalStateException("step " + step + " is done already");
    }
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1000;
  }

  private static StepRow step(ResultSet row) throws SQLException {
    return new StepRow(
        row.getInt("run"),
        Phase.valueOf(row.getString("phase")),
        row.getString("id"),
        row.getString("kind"),
        StepState.valueOf(row.getString("state")),
        Jdbc.instant(row, "started"),
        Jdbc.instant(row, "finished"),
        Jdbc.text(row, "detail").filter(d -> !d.isEmpty()));
  }
}
