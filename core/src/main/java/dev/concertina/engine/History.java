package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.Version;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the files with what the journal knows. */
final class History {

  private final Map<Version, StoredMigration> stored = new HashMap<>();
  private final Optional<Version> newest;

  History(List<StoredMigration> migrations) {
    migrations.forEach(m -> stored.put(m.version(), m));
    this.newest =
        migrations.stream()
            .filter(m -> m.state() != State.ABORTED)
            .map(StoredMigration::version)
            .max(Version::compareTo);
  }

  void check(List<Migration> files) {
    Map<Version, Migration> seen = new HashMap<>();
    for (Migration file : files) {
      Migration other = seen.put(file.version(), file);
      if (other != null) {
        throw new MigrationException(
            "duplicate-version",
            file.file() + " and " + other.file() + " have the same version " + file.version() + ".",
            "Give one of them another version.",
            new Origin(file.file(), 1, ""));
      }
      check(file);
    }
  }

  private void check(Migration file) {
    StoredMigration known = stored.get(file.version());
    if (known == null) {
      refuseOutOfOrder(file);
    } else if (known.state() != State.ABORTED && known.state() != State.PENDING) {
      // A pending one is compared when it is expanded: it may not have changed anything yet.
      Registration.refuseEdited(known, file);
    }
  }

  private void refuseOutOfOrder(Migration file) {
    if (newest.filter(v -> v.compareTo(file.version()) > 0).isPresent()) {
      throw new MigrationException(
          "out-of-order",
          "This file has version "
              + file.version()
              + ", but "
              + newest.get()
              + " was applied already.",
          "Give the file a version after " + newest.get() + ".",
          new Origin(file.file(), 1, ""));
    }
  }
}
