package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.SqlState;
import dev.concertina.session.Waypoints;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tries batches and says what became of them, with the names of those who were in the way. */
final class BatchTrier {

  /** A transaction of the writer; empty if the table was rewritten. */
  @FunctionalInterface
  private interface Try {
    Optional<Checkpoint> run() throws SQLException;
  }

  private final BatchWriter writer;
  private final SessionWatch watch;
  private final Waypoints waypoints;
  private final String step;

  BatchTrier(BatchWriter writer, SessionWatch watch, Waypoints waypoints, String step) {
    this.writer = writer;
    this.watch = watch;
    this.waypoints = waypoints;
    this.step = step;
  }

  Attempt write(Batch batch) throws SQLException {
    return attempt(() -> writer.write(batch));
  }

  /** Whether the walked file is still the table's. */
  Attempt unchanged(Checkpoint at) throws SQLException {
    return attempt(() -> writer.isSame(at.filenode()) ? Optional.of(at) : Optional.empty());
  }

  void save(Checkpoint checkpoint) throws SQLException {
    writer.save(checkpoint);
  }

  void walkFinished() {
    waypoints.pass(Waypoints.Place.WALK_FINISHED, step, writer.pid());
  }

  private Attempt attempt(Try batch) throws SQLException {
    try (SessionWatch.Observation observation = watch.observe(writer.pid())) {
      try {
        return batch
            .run()
            .<Attempt>map(Attempt.Written::new)
            .orElseGet(() -> new Attempt.Rewritten());
      } catch (SQLException e) {
        return refused(e, observation.blockers());
      }
    }
  }

  private static Attempt refused(SQLException e, List<OtherSession> blockers) throws SQLException {
    if (e instanceof BatchWriter.TableHeldException) {
      return new Attempt.TableHeld(blockers);
    }
    if (SqlState.isRetryable(e) || SqlState.is(e, SqlState.QUERY_CANCELED)) {
      return new Attempt.RowHeld(blockers);
    }
    throw e;
  }
}
