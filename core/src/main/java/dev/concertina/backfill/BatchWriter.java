package dev.concertina.backfill;

import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Fence;
import dev.concertina.journal.Window;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.sql.OwnWords;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Writes batches, each with its progress in one transaction, if the relation is still the one that
 * is walked. A batch ends before the shortest {@code deadlock_timeout}: so an application that
 * waits for one of its rows never becomes the victim of a deadlock. Belongs to one walker.
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

  /**
   * What a batch did.
   *
   * @param window where it is now
   * @param size pages of the relation before it
   * @param work how long it took without its commit: how long the disk takes for that hardly
   *     depends on the batch
   */
  record Result(Window window, long size, Duration work) {}

  int pid() {
    return pid;
  }

  /** The whole relation is locked by somebody: no smaller batch would help. */
  static final class TableHeldException extends SQLException {
    private static final long serialVersionUID = 1L;

    TableHeldException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }

  /** Writes so many pages of the window; empty if the relation was rewritten. */
  Optional<Result> write(QualifiedName relation, Window window, long pages, Flush flush)
      throws SQLException {
    long began = System.nanoTime();
    Optional<Result> written =
        fence.inTransaction(
            connection,
            () -> {
              Optional<TableFacts> facts =
                  lockedAndSame(relation, window.filenode(), Sql.of("ROW EXCLUSIVE"), flush);
              if (facts.isEmpty()) {
                return Optional.empty();
              }
              // What is called for a row (up, checks, generated columns, triggers) finds names as
              // it does for an application; what is deferred is called at the commit.
              Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
              Window after = writePart(relation, window, pages);
              Jdbc.run(connection, UsersPath.PUT_DOWN_IN_TRANSACTION);
              log.save(connection, key, after);
              Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
              Duration work = Duration.ofNanos(System.nanoTime() - began);
              waypoints.pass(Place.BATCH_BEFORE_COMMIT, step.id(), pid);
              return Optional.of(new Result(after, facts.get().blocks(), work));
            });
    waypoints.pass(Place.BATCH_AFTER_COMMIT, step.id(), pid);
    return written;
  }

  private Window writePart(QualifiedName relation, Window window, long pages) throws SQLException {
    if (window.isFresh() && !anythingPending(relation, window)) {
      return window.completed();
    }
    long to = Math.min(window.to(), window.nextBlock() + pages);
    int rows = Jdbc.run(connection, update(relation, window, to));
    return window.advanced(to, rows);
  }

  /** One look instead of a pass for each stripe, where everything is written already. */
  private boolean anythingPending(QualifiedName relation, Window window) throws SQLException {
    if (window.stripes() == 1) {
      return true;
    }
    // It holds no row, so it may take its time: the first visit reads from the disk.
    Jdbc.run(connection, Sql.of("SET LOCAL statement_timeout = 0"));
    boolean nothing =
        Jdbc.listVerbatim(
                connection,
                Sql.of(
                    "SELECT {} 1 FROM ONLY {} WHERE {} AND ({}) LIMIT 1",
                    OwnWords.MARK,
                    relation,
                    between(window.from(), window.to()),
                    Sql.verbatim(step.pending())),
                row -> true)
            .isEmpty();
    Jdbc.run(connection, settings);
    return !nothing;
  }

  /** From now on the window is written in these shares. */
  void save(Window window) throws SQLException {
    fence.commit(connection, () -> log.save(connection, key, window));
  }

  /** The block is left for later, and the window goes on behind it. */
  void hold(Window block, Window after) throws SQLException {
    fence.commit(
        connection,
        () -> {
          log.add(connection, key, block);
          log.save(connection, key, after);
        });
  }

  /** From now on the window is this walker's to write. */
  void open(Window window) throws SQLException {
    fence.commit(connection, () -> log.open(connection, key, window));
  }

  /** A relation's walk begins, or begins again. */
  void begin(Checkpoint at) throws SQLException {
    fence.commit(connection, () -> log.begin(connection, key, at));
  }

  /** The relation is not there any more. */
  void forget(long relation) throws SQLException {
    fence.commit(connection, () -> log.forget(connection, key, relation));
  }

  /** Ends a relation's walk, if the file is still the one that was walked. */
  boolean finish(QualifiedName relation, Checkpoint at) throws SQLException {
    return fence.inTransaction(
        connection,
        () -> {
          if (lockedAndSame(relation, at.filenode(), Sql.of("ACCESS SHARE"), Flush.LATER)
              .isEmpty()) {
            return false;
          }
          log.finish(connection, key, at.relation());
          return true;
        });
  }

  /** Every window of the relation is written, but for what is held. */
  void walkFinished() {
    waypoints.pass(Place.WALK_FINISHED, step.id(), pid);
  }

  /** What the relation is now. */
  Optional<TableFacts> facts(QualifiedName relation) throws SQLException {
    return TableFacts.read(connection, relation);
  }

  private Optional<TableFacts> lockedAndSame(
      QualifiedName relation, long filenode, Sql mode, Flush flush) throws SQLException {
    try {
      // One round trip; of these statements only LOCK can fail for a lock.
      Jdbc.run(
          connection,
          Sql.of(
              "{}; SET LOCAL synchronous_commit = {}; LOCK TABLE ONLY {} IN {} MODE",
              settings,
              flush.setting(),
              relation,
              mode));
    } catch (SQLException e) {
      throw SqlState.isRetryable(e) ? new TableHeldException(e) : e;
    }
    return TableFacts.read(connection, relation).filter(facts -> facts.filenode() == filenode);
  }

  private Sql update(QualifiedName relation, Window window, long to) {
    Sql pending = Sql.verbatim(step.pending());
    List<Sql> sets =
        step.assignments().stream()
            .map(a -> Sql.of("{} = {}", a.column(), Sql.verbatim(a.expression())))
            .toList();
    return Sql.of(
        "UPDATE {} ONLY {} SET {} WHERE {} AND {}",
        OwnWords.MARK,
        relation,
        Sql.join(", ", sets),
        between(window.nextBlock(), to),
        window.stripes() == 1 ? Sql.of("({})", pending) : inStripe(window, pending));
  }

  private static Sql between(long from, long to) {
    return Sql.of("ctid >= {}::pg_catalog.tid AND ctid < {}::pg_catalog.tid", tid(from), tid(to));
  }

  /**
   * A stripe is told by the number of the line pointer, so that every stripe has the same share of
   * every page: by a hash of the ctid the shares differ, and rows of the larger ones leave the
   * page. What goes over the wire for a ctid ends in that number; no cheaper function has it. CASE,
   * because the planner would ask for pending first in every pass, and that is dearer.
   */
  private static Sql inStripe(Window window, Sql pending) {
    return Sql.of(
        "CASE WHEN pg_catalog.get_byte(pg_catalog.tidsend(ctid), 5) % {} = {} THEN {} END",
        Sql.number(window.stripes()), Sql.number(window.stripe()), pending);
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
        "SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = {};"
            + " SET LOCAL idle_in_transaction_session_timeout = {}{}",
        Sql.number(whole),
        Sql.number(row),
        Sql.number(Sessions.LONGEST_SILENCE.toMillis()),
        batch.silent() ? Sql.of("; SET LOCAL session_replication_role = replica") : Sql.of(""));
  }
}
