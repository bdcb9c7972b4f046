package dev.concertina.backfill;

import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Fence;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Writes one batch and its checkpoint in one transaction, if the table is still the one that is
 * walked. A batch ends before the shortest {@code deadlock_timeout}: so an application that waits
 * for one of its rows never becomes the victim of a deadlock.
 */
final class BatchWriter {

  /** Half of deadlock_timeout for the statement that holds rows; the rest is for the commit. */
  private static final int SHARE_OF_DEADLOCK_TIMEOUT = 2;

  private static final Duration LONGEST_ROW_WAIT = Duration.ofMillis(100);

  private final Connection connection;
  private final Step.Backfill step;
  private final BackfillLog log;
  private final BackfillLog.Key key;
  private final Fence fence;
  private final Waypoints waypoints;
  private final Sql settings;
  private final int pid;

  BatchWriter(
      Connection connection,
      Step.Backfill step,
      BackfillLog log,
      BackfillLog.Key key,
      Fence fence,
      Waypoints waypoints,
      BatchSettings batchSettings)
      throws SQLException {
    this.connection = connection;
    this.step = step;
    this.log = log;
    this.key = key;
    this.fence = fence;
    this.waypoints = waypoints;
    this.settings = settings(batchSettings);
    this.pid = connection.unwrap(PGConnection.class).getBackendPID();
  }

  /**
   * What each batch sets for itself.
   *
   * @param silent whether ordinary triggers must not fire
   * @param deadlockTimeout the shortest of any role
   */
  record BatchSettings(boolean silent, Duration deadlockTimeout, Duration lockTimeout) {}

  int pid() {
    return pid;
  }

  /** The whole table is locked by somebody: no smaller batch would help. */
  static final class TableHeldException extends SQLException {
    private static final long serialVersionUID = 1L;

    TableHeldException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }

  /** The checkpoint that now stands; empty if the table was rewritten, and nothing was done. */
  Optional<Checkpoint> write(Batch batch) throws SQLException {
    Optional<Checkpoint> written =
        Jdbc.inTransaction(
            connection,
            () -> {
              fence.check(connection);
              if (!lockedAndSame(batch.after().filenode(), Sql.of("ROW EXCLUSIVE"))) {
                return Optional.empty();
              }
              Checkpoint after = batch.after().withRows(Jdbc.run(connection, update(batch)));
              log.save(connection, key, after);
              waypoints.pass(Place.BATCH_BEFORE_COMMIT, step.id(), pid);
              return Optional.of(after);
            });
    waypoints.pass(Place.BATCH_AFTER_COMMIT, step.id(), pid);
    return written;
  }

  /** Stores a checkpoint that no rows belong to. */
  void save(Checkpoint checkpoint) throws SQLException {
    Jdbc.inTransaction(
        connection,
        () -> {
          fence.check(connection);
          log.save(connection, key, checkpoint);
          return true;
        });
  }

  /** Whether the file is still the one that was walked. */
  boolean isSame(long filenode) throws SQLException {
    return Jdbc.inTransaction(connection, () -> lockedAndSame(filenode, Sql.of("ACCESS SHARE")));
  }

  private boolean lockedAndSame(long filenode, Sql mode) throws SQLException {
    Jdbc.run(connection, settings);
    try {
      Jdbc.run(connection, Sql.of("LOCK TABLE ONLY {} IN {} MODE", step.table(), mode));
    } catch (SQLException e) {
      throw SqlState.isRetryable(e) ? new TableHeldException(e) : e;
    }
    return TableFacts.read(connection, step.table())
        .filter(facts -> facts.filenode() == filenode)
        .isPresent();
  }

  private Sql update(Batch batch) {
    List<Sql> sets =
        step.assignments().stream()
            .map(a -> Sql.of("{} = {}", a.column(), Sql.verbatim(a.expression())))
            .toList();
    return Sql.of(
        "UPDATE ONLY {} SET {} WHERE ctid >= {}::pg_catalog.tid AND ctid < {}::pg_catalog.tid{}"
            + " AND ({})",
        step.table(),
        Sql.join(", ", sets),
        tid(batch.from()),
        tid(batch.to()),
        batch.stripes() == 1 ? Sql.of("") : stripe(batch),
        Sql.verbatim(step.pending()));
  }

  private static Sql stripe(Batch batch) {
    return Sql.of(
        " AND (pg_catalog.hashtid(ctid) & {}) = {}",
        Sql.number(batch.stripes() - 1L),
        Sql.number(batch.stripe()));
  }

  private static Sql tid(long block) {
    return Sql.literal("(" + block + ",0)");
  }

  private static Sql settings(BatchSettings batch) {
    long whole = Math.max(1, batch.deadlockTimeout().toMillis() / SHARE_OF_DEADLOCK_TIMEOUT);
    long row =
        Math.min(
            Math.max(1, whole / 2),
            Math.min(batch.lockTimeout().toMillis(), LONGEST_ROW_WAIT.toMillis()));
    return Sql.of(
        "SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = {}; {}",
        Sql.number(whole),
        Sql.number(row),
        batch.silent() ? Sql.of("SET LOCAL session_replication_role = replica") : Sql.of(""));
  }
}
