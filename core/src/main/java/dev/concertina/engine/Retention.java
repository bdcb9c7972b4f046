package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.journal.Journal;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.session.ServerClock;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What CONTRACT has retired: it comes back, or goes for good. */
record Retention(Access access, Lifecycle lifecycle) {

  /**
   * Brings everything back, as far as the state after SWITCH.
   *
   * @throws MigrationException {@code not-retained}, {@code purged}, {@code not-restorable}
   */
  MigrationStatus restore(Version version) {
    access.reading(
        session -> {
          StoredMigration known = lifecycle.known(session, version);
          refusePurged(known);
          refuseUnrestorable(known);
          return known;
        });
    return lifecycle.run(version, List.of(Phase.RESTORE), ContractOptions.gated());
  }

  /**
   * Drops what is retained.
   *
   * @param version of which migration; empty for every one whose retention time is over
   * @param now whether the retention time of the named migration is cut short
   * @throws WaitingException {@code retained} if the time of the named one is not over
   */
  List<MigrationStatus> purge(Optional<Version> version, boolean now) {
    return access.reading(session -> due(session, version, now)).stream()
        .map(due -> lifecycle.run(due, List.of(Phase.PURGE), ContractOptions.gated()))
        .toList();
  }

  private List<Version> due(Connection session, Optional<Version> version, boolean now)
      throws SQLException {
    if (version.isPresent()) {
      StoredMigration known = lifecycle.known(session, version.get());
      return known.isRetaining() && (now || isOver(session, known, true))
          ? List.of(known.version())
          : List.of();
    }
    List<Version> due = new ArrayList<>();
    if (access.journalExists(session)) {
      for (StoredMigration known : new Journal(access.settings().home()).all(session)) {
        if (known.isRetaining() && isOver(session, known, false)) {
          due.add(known.version());
        }
      }
    }
    return due;
  }

  private boolean isOver(Connection session, StoredMigration known, boolean refuse)
      throws SQLException {
    Instant until = until(known);
    boolean over = !ServerClock.of(session).now().isBefore(until);
    if (!over && refuse) {
      throw new WaitingException(
          "retained",
          "What migration "
              + known.version()
              + " has retired is kept until "
              + Amounts.moment(until)
              + ".",
          "Run purge after that; or with --now, which leaves no way back.",
          List.of());
    }
    return over;
  }

  private Instant until(StoredMigration known) {
    return known.times().contracted().orElseThrow().plus(access.settings().retention());
  }

  private static void refusePurged(StoredMigration known) {
    known
        .times()
        .purged()
        .ifPresent(
            at -> {
              throw refusal(
                  "purged",
                  known,
                  "what CONTRACT had retired was purged at " + Amounts.moment(at) + ".",
                  "Write a new migration that goes back.");
            });
    if (!known.plan().retains()) {
      throw refusal(
          "not-retained",
          known,
          "the old shape is gone since CONTRACT, which had nothing to retire: what it dropped"
              + " stands in full in the new shape.",
          "Write a new migration that goes back.");
    }
  }

  private static void refuseUnrestorable(StoredMigration known) {
    if (known.plan().phase(Phase.RESTORE).steps().isEmpty()) {
      throw refusal(
          "not-restorable",
          known,
          "CONTRACT did more than retire, so its old shape cannot come back as a whole.",
          "The retired data is there until purge: `plan "
              + known.version()
              + "` shows under what name. Copy it from there.");
    }
  }

  private static MigrationException refusal(
      String code, StoredMigration known, String message, String hint) {
    return new MigrationException(
        code, "Migration " + known.version() + ": " + message, hint, Optional.empty());
  }
}
