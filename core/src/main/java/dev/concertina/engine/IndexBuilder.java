package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Builds an index concurrently ("Building Indexes Concurrently" in the documentation). A build that
 * was interrupted leaves an invalid index, which is dropped first: {@code IF NOT EXISTS} would take
 * it for a good one.
 */
final class IndexBuilder {

  /** A person waits for the run to end. */
  private static final Duration AFTER_STOP = Duration.ofSeconds(1);

  private final StepContext context;

  IndexBuilder(StepContext context) {
    this.context = context;
  }

  void run(Step.BuildIndex step) {
    ensure(step);
    context.done(step, "");
  }

  /** Leaves the step's row in the journal to the caller. */
  void ensure(Step.BuildIndex step) {
    Tries tries = new Tries(context, step);
    try (IndexSession session = IndexSession.open(context, step, step.index())) {
      while (true) {
        try {
          new Orphans(context).clear(step, step.table());
          if (isThere(step, session)) {
            break;
          }
          build(step, session);
        } catch (SQLException e) {
          if (!SqlState.isRetryable(e)) {
            throw failed(step, e);
          }
          tries.failed("the build of index " + step.index(), List.of(), e);
        }
      }
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
  }

  /** Looks at what is there; an invalid remainder is dropped. */
  private boolean isThere(Step.BuildIndex step, IndexSession session) throws SQLException {
    Optional<IndexCatalog.Found> found = IndexCatalog.probe(context.run().work(), step.index());
    if (found.isEmpty()) {
      return false;
    }
    if (!found.get().table().equals(Optional.of(step.table()))) {
      throw new StepFailedException(
          "name-taken",
          step.id(),
          step.create().sql(),
          "The name "
              + step.index()
              + " belongs to something else than an index on "
              + step.table()
              + ".",
          "Rename what has the name, then run the same command again.");
    }
    if (found.get().valid()) {
      return true;
    }
    drop(step, session);
    return false;
  }

  private void build(Step.BuildIndex step, IndexSession session) throws SQLException {
    context.started(step, "backend " + session.pid());
    context.waypoints().pass(Place.INDEX_BEFORE_BUILD, step.id(), session.pid());
    try {
      session.run(step.create().sql());
    } catch (SQLException e) {
      dropRemainder(step, session, e);
      throw e;
    } catch (CancellationException e) {
      dropQuickly(step, session, e);
      throw e;
    }
    context.waypoints().pass(Place.INDEX_AFTER_BUILD, step.id(), session.pid());
  }

  /** At once: an invalid unique index refuses the application's rows all the same. */
  private void dropRemainder(Step.BuildIndex step, IndexSession session, SQLException cause) {
    if (SqlState.isConnectionLost(cause)) {
      return;
    }
    try {
      if (isInvalid(step)) {
        drop(step, session);
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** As far as it goes at once; what is left is dropped by the next run. */
  private void dropQuickly(
      Step.BuildIndex step, IndexSession session, CancellationException cause) {
    try {
      if (isInvalid(step)) {
        session.runFor(AFTER_STOP, Sql.of("DROP INDEX CONCURRENTLY {}", step.index()).sql());
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private boolean isInvalid(Step.BuildIndex step) throws SQLException {
    return IndexCatalog.probe(context.run().work(), step.index())
        .filter(found -> found.table().equals(Optional.of(step.table())) && !found.valid())
        .isPresent();
  }

  private static void drop(Step.BuildIndex step, IndexSession session) throws SQLException {
    session.run(Sql.of("DROP INDEX CONCURRENTLY {}", step.index()).sql());
  }

  private static EngineException failed(Step.BuildIndex step, SQLException e) {
    if (!SqlState.is(e, SqlState.UNIQUE_VIOLATION)) {
      return Failures.of(step, step.create().sql(), e);
    }
    return new StepFailedException(
            "duplicate-key",
            step.id(),
            step.create().sql(),
            "Index " + step.index() + " cannot be unique: " + Failures.message(e) + ".",
            "Remove or change the rows that have the same key in "
                + step.table()
                + ", then run the same command again. The unfinished index is gone.")
        .because(e);
  }
}
