package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.StoredMigration;
import dev.concertina.sql.Identifier;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes the journal agree with files that were edited on purpose after they had been applied. Only
 * the recorded text changes: what ran has run, and later phases run the plan that was stored.
 */
final class Repair {

  private final Run run;
  private final Journal journal;
  private final EventLog events;

  Repair(Run run, Identifier home, EventLog events) {
    this.run = run;
    this.journal = new Journal(home);
    this.events = events;
  }

  /** Whether the file differed from what is recorded. */
  boolean repair(Migration migration) throws SQLException {
    Optional<StoredMigration> stored = journal.find(run.work(), migration.version());
    if (stored.isEmpty() || stored.get().checksum().equals(migration.checksum())) {
      return false;
    }
    run.commit(
        run.work(),
        () -> {
          journal.repair(run.work(), migration);
          events.record(
              run.work(),
              migration.version(),
              "repair",
              "checksum " + stored.get().checksum() + " became " + migration.checksum());
        });
    return true;
  }
}
