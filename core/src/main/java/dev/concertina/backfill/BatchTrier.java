package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Window;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.SqlState;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tries batches and says what became of them, with the names of those who were in the way. */
final class BatchTrier {

  /** A transaction of the writer; empty if the relation was rewritten. */
  @FunctionalInterface
  private interface Try {
    Optional<Attempt> run() throws SQLException;
  }

  private final BatchWriter writer;
  private final SessionWatch watch;

  BatchTrier(BatchWriter writer, SessionWatch watch) {
    this.writer = writer;
    this.watch = watch;
  }

  Attempt write(QualifiedName relation, Window window, long pages, Flush flush)
      throws SQLException {
    return attempt(
        relation, () -> writer.write(relation, window, pages, flush).map(Attempt.Written::new));
  }

  /** Whether the walked file is still the relation's; then its walk has ended. */
  Attempt finish(QualifiedName relation, Checkpoint at) throws SQLException {
    return attempt(
        relation,
        () ->
            writer.finish(relation, at)
                ? Optional.<Attempt>of(new Attempt.Done())
                : Optional.empty());
  }

  private Attempt attempt(QualifiedName relation, Try batch) throws SQLException {
    try (SessionWatch.Observation observation = watch.observe(writer.pid())) {
      try {
        return batch.run().orElseGet(Attempt.Rewritten::new);
      } catch (SQLException e) {
        return refused(relation, e, observation.blockers());
      }
    }
  }

  /** Another table that is missing is one that a trigger of the user looks for. */
  private Attempt refused(QualifiedName relation, SQLException e, List<OtherSession> blockers)
      throws SQLException {
    if (e instanceof BatchWriter.TableHeldException) {
      return new Attempt.TableHeld(blockers);
    }
    if (SqlState.is(e, SqlState.UNDEFINED_TABLE) && writer.facts(relation).isEmpty()) {
      return new Attempt.Gone();
    }
    if (SqlState.isRetryable(e) || SqlState.is(e, SqlState.QUERY_CANCELED)) {
      return new Attempt.RowHeld(blockers);
    }
    throw e;
  }
}
