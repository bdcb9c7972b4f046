package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions that are in the way, where a person has allowed it: a statement that runs is
 * cancelled, an idle transaction can only be ended with its session ("Server Signaling Functions"
 * in PostgreSQL's documentation). Never one of a superuser, of replication or of Concertina.
 */
final class BlockerCancelling {

  private static final Logger LOG = LoggerFactory.getLogger(BlockerCancelling.class);

  /**
   * What became of a session.
   *
   * @param spared why it may not be ended
   */
  private record Answer(boolean ended, Optional<String> spared) {}

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
        Optional<Answer> answer = end(blocker.pid());
        if (answer.filter(Answer::ended).isPresent()) {
          record(step, blocker);
        } else {
          answer
              .flatMap(Answer::spared)
              .ifPresent(
                  why -> context.listener().spared(context.version(), step.id(), blocker, why));
        }
      } catch (SQLException e) {
        if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
          throw Failures.of(step, "", e);
        }
        LOG.debug("may not end {}", blocker, e);
        context
            .listener()
            .spared(
                context.version(),
                step.id(),
                blocker,
                "Concertina's role may not end it: GRANT pg_signal_backend TO that role");
      }
    }
  }

  /** Empty if it is gone, or is no session that anybody may end. */
  private Optional<Answer> end(int pid) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT s.spared,
                   CASE WHEN s.spared IS NOT NULL THEN false
                        WHEN a.state = 'active' THEN pg_catalog.pg_cancel_backend(a.pid)
                        ELSE pg_catalog.pg_terminate_backend(a.pid) END AS ended
            FROM pg_catalog.pg_stat_activity a
            JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
            CROSS JOIN LATERAL (
              SELECT CASE
                WHEN a.application_name LIKE 'concertina:%' THEN 'it is one of Concertina''s own'
                WHEN r.rolsuper THEN 'it is a superuser''s, which is never ended'
                WHEN r.rolreplication THEN 'its role may replicate, which is never ended'
              END) s (spared)
            WHERE a.pid = ? AND a.backend_type = 'client backend' AND a.state IS NOT NULL"""),
        row -> new Answer(row.getBoolean("ended"), Jdbc.text(row, "spared")),
        pid);
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
