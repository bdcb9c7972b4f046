package dev.concertina.engine;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.journal.BackfillLog;
import dev.concertina.journal.PaceRow;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Writes down about every second how fast a backfill is. Not thread-safe. */
final class PaceBoard {

  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final Connection connection;
  private final Identifier home;
  private final BackfillLog.Key of;
  private long last = System.nanoTime() - EVERY;

  /**
   * @param connection of the thread that reports, in autocommit
   */
  PaceBoard(Connection connection, Identifier home, BackfillLog.Key of) {
    this.connection = connection;
    this.home = home;
    this.of = of;
  }

  void show(BackfillProgress progress) {
    long now = System.nanoTime();
    if (now - last < EVERY) {
      return;
    }
    last = now;
    PaceRow row =
        new PaceRow(
            of,
            progress.rowsPerSecond(),
            progress.left(),
            progress.batchRows(),
            progress.workers());
    try {
      row.write(connection, home);
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }
}
