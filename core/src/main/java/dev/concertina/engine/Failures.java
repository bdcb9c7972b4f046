package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Step;
import dev.concertina.session.SqlState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says of an error of the server what it means for the run. */
final class Failures {

  private static final String SAFE =
      "The state is safe: correct the cause, then run the same command again.";

  private static final String ROOM =
      "The state is safe: make room on the server's disk, then run the same command again.";

  private static final String GONE =
      "The state is safe: correct the cause, then run the same command again. If a table is gone for"
          + " good, abort the migration; if abort itself needs it, make an empty one of its name.";

  /** One lock for each partition and each of its indexes is what uses it up. */
  private static final String LOCKS =
      "The state is safe: let the server have a larger max_locks_per_transaction, or wait until"
          + " fewer transactions are open, then run the same command again.";

  private Failures() {}

  /** An error that no further try can mend. */
  static EngineException of(Step step, String sql, SQLException e) {
    if (SqlState.isConnectionLost(e)) {
      return lost(e);
    }
    if (SqlState.is(e, SqlState.DISK_FULL)) {
      return new StepFailedException(
              "disk-full",
              step.id(),
              sql,
              "Step " + step.id() + " (" + step.title() + ") has no room left: " + message(e),
              ROOM)
          .because(e);
    }
    if (SqlState.is(e, SqlState.OUT_OF_MEMORY)) {
      return noMemory(e);
    }
    return new StepFailedException(
            "step-failed",
            step.id(),
            sql,
            "Step " + step.id() + " (" + step.title() + ") failed: " + message(e),
            SqlState.is(e, SqlState.UNDEFINED_TABLE) ? GONE : SAFE)
        .because(e);
  }

  /** The session is gone; whether its last COMMIT arrived is in the journal. */
  static EngineException lost(SQLException e) {
    return new UnreachableException(
            "connection-lost",
            "The connection to the database was lost: " + message(e),
            "Run the same command again: it goes on where this run stopped.")
        .because(e);
  }

  /** An error outside of any step. */
  static RuntimeException of(SQLException e) {
    if (SqlState.isConnectionLost(e)) {
      return lost(e);
    }
    if (SqlState.isRetryable(e)) {
      return new WaitingException(
              "locked",
              "Another session has locked a table of this migration, or the journal, against"
                  + " readers: "
                  + message(e)
                  + ".",
              "Run again in a moment. Who it is: SELECT pid, relation::regclass FROM pg_locks WHERE"
                  + " mode = 'AccessExclusiveLock' AND granted.",
              List.of())
          .because(e);
    }
    if (SqlState.is(e, SqlState.DISK_FULL)) {
      return new WaitingException(
              "disk-full",
              "The server has no room left, not even for the journal: " + message(e),
              ROOM,
              List.of())
          .because(e);
    }
    if (SqlState.is(e, SqlState.OUT_OF_MEMORY)) {
      return noMemory(e);
    }
    if (SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
      return refused(
          "no-rights",
          "The role of this connection may not do this: " + message(e) + ".",
          "Connect as the role that deploys. For one that only runs await and status, let that"
              + " role GRANT USAGE ON SCHEMA and SELECT ON ALL TABLES IN SCHEMA of the journal"
              + " (concertina, unless configured).",
          e);
    }
    if (SqlState.is(e, SqlState.RESERVED_NAME)) {
      return refused(
          "bad-setting",
          "The schema for Concertina's own objects cannot have this name: " + message(e) + ".",
          "Choose another name for the setting home (CONCERTINA_HOME_SCHEMA).",
          e);
    }
    return new RefusedException("the database refused: " + message(e), e);
  }

  private static EngineException noMemory(SQLException e) {
    return new WaitingException(
            "server-memory",
            "The server has no memory left, for locks of all partitions for instance: "
                + message(e),
            LOCKS,
            List.of())
        .because(e);
  }

  private static MigrationException refused(
      String code, String message, String hint, SQLException cause) {
    MigrationException refused = new MigrationException(code, message, hint, Optional.empty());
    refused.initCause(cause);
    return refused;
  }

  /** The server's message with its detail and context, or the driver's. */
  static String message(SQLException e) {
    Throwable cause = e instanceof PSQLException ? e : e.getCause();
    if (!(cause instanceof PSQLException postgres)) {
      return String.valueOf(e.getMessage());
    }
    ServerErrorMessage server = postgres.getServerErrorMessage();
    if (server == null) {
      return Secrets.hidden(String.valueOf(postgres.getMessage()));
    }
    StringBuilder out = new StringBuilder(String.valueOf(server.getMessage()));
    if (server.getDetail() != null) {
      out.append(" (").append(server.getDetail()).append(')');
    }
    if (server.getHint() != null) {
      out.append(" Hint of the server: ").append(server.getHint());
    }
    return out.toString();
  }
}
