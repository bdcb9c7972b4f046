package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.Version;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.StoredPlans;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registers migrations that the database had before Concertina came, without running them. */
final class Baseline {

  private final Run run;
  private final Journal journal;
  private final EventLog events;

  Baseline(Run run, Identifier home, String who) {
    this.run = run;
    this.journal = new Journal(home);
    this.events = new EventLog(home, who);
  }

  /** All in one transaction; the versions that are new to the journal. */
  List<Version> adopt(List<Migration> files) throws SQLException {
    Connection connection = run.work();
    return Jdbc.inTransaction(
        connection,
        () -> {
          run.check(connection);
          List<Version> adopted = new ArrayList<>();
          for (Migration file : files) {
            if (isNew(connection, file)) {
              journal.adopt(connection, file, StoredPlans.nothing(file), false);
              events.record(
                  connection, file.version(), "baseline", "registered without running it");
              adopted.add(file.version());
            }
          }
          return adopted;
        });
  }

  private boolean isNew(Connection connection, Migration file) throws SQLException {
    Optional<StoredMigration> known = journal.find(connection, file.version());
    if (known.isEmpty()) {
      return true;
    }
    if (known.get().state() != State.CONTRACTED) {
      throw new MigrationException(
          "baseline-contradicted",
          "The journal says that migration "
              + file.version()
              + " is "
              + known.get().state()
              + ", so it is not simply there. Nothing was registered.",
          "Finish it or abort it and take its file away; or name an earlier version.",
          new Origin(file.file(), 1, ""));
    }
    Registration.refuseEdited(known.get(), file);
    return false;
  }
}
