package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints.Place;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Drops an index concurrently; an interrupted drop leaves an invalid index, and is repeated. */
final class IndexDropper {

  private final StepContext context;

  IndexDropper(StepContext context) {
    this.context = context;
  }

  void run(Step.DropIndex step) {
    Tries tries = new Tries(context, step);
    try (IndexSession session = IndexSession.open(context, step, step.index())) {
      while (isThere(step)) {
        context.started(step, "backend " + session.pid());
        context.waypoints().pass(Place.INDEX_BEFORE_DROP, step.id(), session.pid());
        try {
          session.run(step.drop().sql());
          context.waypoints().pass(Place.INDEX_AFTER_DROP, step.id(), session.pid());
        } catch (SQLException e) {
          if (!SqlState.isRetryable(e)) {
            throw Failures.of(step, step.drop().sql(), e);
          }
          tries.failed("the drop of index " + step.index(), List.of(), e);
        }
      }
    } catch (SQLException e) {
      throw Failures.of(step, "", e);
    }
    context.done(step, "");
  }

  private boolean isThere(Step.DropIndex step) throws SQLException {
    Optional<IndexCatalog.Found> found = IndexCatalog.probe(context.run().work(), step.index());
    if (found.isEmpty()) {
      return false;
    }
    if (found.get().table().isEmpty()) {
      throw new StepFailedException(
          "name-taken",
          step.id(),
          step.drop().sql(),
          step.index() + " is not an index any more.",
          "Find out who replaced it, then run the same command again.");
    }
    new Orphans(context).clear(step, found.get().table().get());
    return IndexCatalog.probe(context.run().work(), step.index()).isPresent();
  }
}
