package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.StoredMigration;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the journal agree with files that were edited on purpose after they had been applied. Only
 * the recorded text changes: what ran has run, and later phases run the plan that was stored.
 */
final class Repair {

  private final Journal journal;
  private final EventLog events;

  Repair(Identifier home, EventLog events) {
    this.journal = new Journal(home);
    this.events = events;
  }

  /** The files that are not what is recorded of them. */
  List<EditedFile> find(Connection connection, List<Migration> files) throws SQLException {
    List<EditedFile> edited = new ArrayList<>();
    for (Migration file : files) {
      Optional<StoredMigration> stored = journal.find(connection, file.version());
      stored
          .filter(recorded -> !recorded.checksum().equals(file.checksum()))
          .ifPresent(recorded -> edited.add(new EditedFile(recorded, file)));
    }
    return edited;
  }

  /** Records the files as they are; the versions whose record has changed. */
  List<Version> repair(Run run, List<Migration> files) throws SQLException {
    List<EditedFile> edited = find(run.work(), files);
    for (EditedFile one : edited) {
      run.commit(run.work(), () -> record(run.work(), one));
    }
    return edited.stream().map(one -> one.file().version()).toList();
  }

  private void record(Connection connection, EditedFile edited) throws SQLException {
    journal.repair(connection, edited.file());
    events.record(
        connection,
        edited.file().version(),
        "repair",
        "checksum " + edited.recorded().checksum() + " became " + edited.file().checksum());
  }
}
