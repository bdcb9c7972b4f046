package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions that are in the way, where a person has allowed it: a statement that runs is
 * cancelled, an idle transaction can only be ended with its session ("Server Signaling Functions"
 * in PostgreSQL's documentation). Never one of a superuser, of replication or of Concertina.
 */
final class BlockerCancelling {

  private static final Logger LOG = LoggerFactory.getLogger(BlockerCancelling.class);

  private final StepContext context;
  private final Connection connection;

  BlockerCancelling(StepContext context) {
    this.context = context;
    this.connection = context.run().work();
  }

  /** Each that may be ended and is still there. The run's work session is in no transaction. */
  void cancel(Step step, List<OtherSession> blockers) {
    for (OtherSession blocker : blockers) {
      try {
        if (end(blocker.pid())) {
          record(step, blocker);
        }
      } catch (SQLException e) {
        if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
          throw Failures.of(step, "", e);
        }
        LOG.info("may not end {}: GRANT pg_signal_backend to the role", blocker);
      }
    }
  }

  private boolean end(int pid) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT CASE WHEN a.state = 'active' THEN pg_catalog.pg_cancel_backend(a.pid)
                            ELSE pg_catalog.pg_terminate_backend(a.pid) END AS ended
                FROM pg_catalog.pg_stat_activity a
                JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
                WHERE a.pid = ? AND a.backend_type = 'client backend' AND a.state IS NOT NULL
                  AND NOT r.rolsuper AND NOT r.rolreplication
                  AND a.application_name NOT LIKE 'concertina:%'\
                """),
            row -> row.getBoolean("ended"),
            pid)
        .orElse(false);
  }

  private void record(Step step, OtherSession blocker) throws SQLException {
    context
        .run()
        .commit(
            connection,
            () ->
                context
                    .events()
                    .record(
                        connection, context.version(), "cancelled", step.id() + ": " + blocker));
    context.listener().cancelled(context.version(), step.id(), blocker);
  }
}
