package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.plan.Phase;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
  public void started(Connection connection, StepRow.Key step, String detail) throws SQLException {
    write(connection, step, StepState.RUNNING, detail);
  }

  /** In the transaction of the step's work: this is what makes it happen exactly once. */
  public void done(Connection connection, StepRow.Key step, String detail) throws SQLException {
    write(connection, step, StepState.DONE, detail);
  }

  public void failed(Connection connection, StepRow.Key step, String detail) throws SQLException {
    write(connection, step, StepState.FAILED, detail);
  }

  /** What changed something is done once; what only looked may look again. */
  private void write(Connection connection, StepRow.Key step, StepState state, String detail)
      throws SQLException {
    int rows =
        Jdbc.update(
            connection,
            Sql.of(
                """
                INSERT INTO {}.step AS s
                  (version, run, phase, id, kind, state, started, finished, detail)
                SELECT ?, ?, ?, ?, ?, n.state, transaction_timestamp(),
                       CASE WHEN n.state <> 'RUNNING' THEN clock_timestamp() END, ?
                FROM (SELECT ?::text AS state) n
                ON CONFLICT (version, run, id) DO UPDATE SET
                  state = excluded.state, detail = excluded.detail, finished = excluded.finished,
                  started = CASE WHEN excluded.state = 'RUNNING' OR s.state = 'FAILED'
                                 THEN excluded.started ELSE s.started END
                WHERE s.state <> 'DONE' OR ?""",
                home),
            step.version(),
            step.run(),
            step.phase().name(),
            step.id(),
            step.kind(),
            detail,
            state.name(),
            StepKind.onlyLooks(step.kind()));
    if (rows == 0) {
      throw new IllegalStateException("step " + step + " is done already");
    }
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
