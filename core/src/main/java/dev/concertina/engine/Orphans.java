package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SqlState;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an interrupted run left in the server: after the client has died, a concurrent build
 * goes on in its backend, and neither the advisory lock nor the lease knows of it. This run holds
 * the run lock, so every other session of Concertina that works on the table is such an orphan.
 */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  private final StepContext context;
  private final Connection connection;

  Orphans(StepContext context) {
    this.context = context;
    this.connection = context.run().work();
  }

  /**
   * Terminates them and waits until they are gone; one that may not be terminated is waited for.
   *
   * @throws WaitingException if one is still there when the budget is used up
   */
  void clear(Step step, QualifiedName table) throws SQLException {
    Tries tries = new Tries(context, step);
    List<OtherSession> left = find(table);
    while (!left.isEmpty()) {
      for (OtherSession orphan : left) {
        terminate(orphan);
      }
      tries.failed(
          "an index build of an earlier run on " + table,
          left,
          new IllegalStateException("still there: " + left));
      left = find(table);
    }
  }

  private void terminate(OtherSession orphan) throws SQLException {
    try {
      Jdbc.run(
          connection,
          Sql.of("SELECT pg_catalog.pg_terminate_backend({})", Sql.number(orphan.pid())));
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
        throw e;
      }
      LOG.debug("may not terminate {}", orphan, e);
    }
  }

  /** A build or a concurrent drop holds SHARE UPDATE EXCLUSIVE on its table, or waits for it. */
  private List<OtherSession> find(QualifiedName table) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT DISTINCT a.pid, a.usename, a.application_name, a.state, a.query,
                   (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS age
            FROM pg_catalog.pg_stat_activity a
            JOIN pg_catalog.pg_locks l ON l.pid = a.pid
            JOIN pg_catalog.pg_class c ON c.oid = l.relation
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.datname = pg_catalog.current_database()
              AND a.application_name LIKE 'concertina:%'
              AND split_part(a.application_name, ':', 2) <> ?
              AND l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock'
              AND l.database = (SELECT oid FROM pg_catalog.pg_database
                                WHERE datname = pg_catalog.current_database())
              AND n.nspname = ? AND c.relname = ?"""),
        row ->
            new OtherSession(
                row.getInt("pid"),
                Jdbc.text(row, "usename"),
                row.getString("application_name"),
                Jdbc.text(row, "state"),
                Optional.of(Duration.ofMillis(row.getLong("age"))),
                Jdbc.text(row, "query"),
                Optional.of("client backend")),
        context.run().name(),
        table.schema().value(),
        table.name().value());
  }
}
