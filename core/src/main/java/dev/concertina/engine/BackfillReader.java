package dev.concertina.engine;

import dev.concertina.engine.MigrationStatus.AtWork;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.BackfillTotals;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Lease;
import dev.concertina.journal.PaceRow;
import dev.concertina.journal.Steering;
import dev.concertina.journal.ThrottleRow;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a backfill is, from what its run writes down. What a run that is gone wrote about its speed
 * and its holds is not repeated.
 */
final class BackfillReader {

  private final Connection connection;
  private final Identifier home;

  BackfillReader(Connection connection, Identifier home) {
    this.connection = connection;
    this.home = home;
  }

  /**
   * Reads what belongs to a backfill.
   *
   * @param step the step of the backfill as it stands in the journal
   */
  BackfillStatus read(BackfillLog.Key key, BackfillTotals at, StepStatus step) throws SQLException {
    Optional<Lease.Holder> run = run(step);
    Optional<ThrottleRow> throttle = Optional.empty();
    Optional<AtWork> work = Optional.empty();
    if (run.isPresent()) {
      throttle = ThrottleRow.read(connection, home).filter(row -> isOf(run.get(), row.at()));
      work = Optional.of(atWork(run.get(), key, throttle));
    }
    return new BackfillStatus(
        key.step(),
        at.rowsDone(),
        at.rowsTotal(),
        at.blocksDone(),
        at.blocksTotal(),
        step.isDone() ? 0 : at.blocksHeld(),
        work,
        step.isDone() ? Optional.empty() : hold(throttle));
  }

  /** The run that works on the step, which it began or took up. */
  private Optional<Lease.Holder> run(StepStatus step) throws SQLException {
    return step.isRunning() ? RunLock.atWork(connection, home) : Optional.empty();
  }

  private AtWork atWork(Lease.Holder run, BackfillLog.Key key, Optional<ThrottleRow> throttle)
      throws SQLException {
    Optional<PaceRow> pace =
        PaceRow.read(connection, home)
            .filter(row -> row.pace().of().equals(key) && isOf(run, row.at()))
            .map(PaceRow.Written::pace);
    return new AtWork(
        run.who(),
        pace.map(PaceRow::rowsPerSecond).orElse(0L),
        pace.flatMap(PaceRow::left),
        pace.map(PaceRow::batchRows).orElse(0L),
        pace.map(PaceRow::workers).orElse(1),
        throttle.flatMap(ThrottleRow::share),
        throttle.map(ThrottleRow::limits).orElse(Map.of()));
  }

  /** A pause holds the next run, too. */
  private Optional<Hold> hold(Optional<ThrottleRow> throttle) throws SQLException {
    Optional<Hold> pause = Steering.read(connection, home).pause().map(Hold::of);
    return pause.or(() -> throttle.flatMap(ThrottleRow::hold));
  }

  private static boolean isOf(Lease.Holder run, Instant written) {
    return !written.isBefore(run.taken());
  }
}
