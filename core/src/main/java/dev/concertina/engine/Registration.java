package dev.concertina.engine;

import dev.concertina.change.DropTable;
import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.RenameTable;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.preflight.Finding;
import dev.concertina.preflight.Preflight;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Puts a migration and its plan into the journal, before EXPAND changes anything. */
final class Registration {

  private final Run run;
  private final Settings settings;
  private final Journal journal;
  private final PhaseProgress progress;
  private final PlanSource plans;
  private final Preflight preflight;
  private final Listener listener;
  private final EventLog events;

  Registration(
      Run run,
      Settings settings,
      PlanSource plans,
      Preflight preflight,
      PhaseProgress progress,
      Listener listener,
      EventLog events) {
    this.run = run;
    this.settings = settings;
    this.journal = new Journal(settings.home());
    this.progress = progress;
    this.plans = plans;
    this.preflight = preflight;
    this.listener = listener;
    this.events = events;
  }

  /**
   * Registers the migration unless it has changed the database already; one that has not gets a
   * fresh plan, because file and database may have been corrected since.
   *
   * @throws MigrationException {@code edited} if a migration that has begun has another text; what
   *     the preflight has found
   * @throws WaitingException if another migration in flight is in the way
   */
  void register(Migration migration) throws SQLException {
    Optional<StoredMigration> stored = journal.find(run.work(), migration.version());
    if (stored.isPresent() && !isFresh(stored.get())) {
      refuseEdited(stored.get(), migration);
      return;
    }
    Plan plan = plans.plan(migration, run.work());
    for (StoredMigration other : journal.all(run.work())) {
      if (!other.state().isFinal() && !other.version().equals(migration.version())) {
        refuseConflict(other, plan);
      }
      if (other.isRetaining()) {
        refuseUnreachable(other, migration, plan);
      }
    }
    List<Finding> accepted = preflight(migration, plan);
    run.commit(
        run.work(),
        () -> {
          journal.register(run.work(), migration, plan);
          for (Finding finding : accepted) {
            events.record(run.work(), migration.version(), "accepted", finding.message());
          }
        });
  }

  /** What was asked and accepted; the listener hears of everything that does not stop the run. */
  private List<Finding> preflight(Migration migration, Plan plan) throws SQLException {
    List<Finding> findings = preflight.find(run.work(), plan);
    Preflight.refuse(findings, settings.allowed().findings());
    findings.forEach(finding -> listener.found(migration.version(), finding));
    return findings.stream().filter(f -> f.weight() == Finding.Weight.ASKS).toList();
  }

  private boolean isFresh(StoredMigration stored) throws SQLException {
    boolean abortBegan = stored.phase().filter(p -> p == Phase.ABORT).isPresent();
    if (stored.state() == State.ABORTED) {
      return true;
    }
    return stored.state() == State.PENDING
        && !abortBegan
        && progress.of(stored) == PhaseProgress.Done.NOTHING;
  }

  /** The text that was applied is the text that every later phase belongs to. */
  static void refuseEdited(StoredMigration stored, Migration migration) {
    if (!stored.checksum().equals(migration.checksum())) {
      throw new MigrationException(
          "edited",
          "This file was changed after migration "
              + stored.version()
              + " had begun: the journal has checksum "
              + stored.checksum()
              + ", the file "
              + migration.checksum()
              + ".",
          "Restore the file and write a new migration for the change; if it was edited on purpose,"
              + " run repair.",
          new Origin(migration.file(), 1, ""));
    }
  }

  /** What is retained in a table is found again by the table's name. */
  private static void refuseUnreachable(StoredMigration other, Migration migration, Plan plan) {
    boolean moves =
        migration.changes().stream()
            .anyMatch(change -> change instanceof RenameTable || change instanceof DropTable);
    List<QualifiedName> shared =
        plan.tables().stream().filter(other.plan().tables()::contains).toList();
    if (moves && !shared.isEmpty()) {
      throw new WaitingException(
          "retained",
          "Migration "
              + plan.version()
              + " has to wait: migration "
              + other.version()
              + " retains something of "
              + shared.get(0)
              + ", which would be lost sight of.",
          "Run `purge " + other.version() + " --now`, which leaves no way back; or wait.",
          List.of());
    }
  }

  /**
   * Refuses to take up a migration again while another one is at work on its tables.
   *
   * @throws WaitingException {@code in-flight}
   */
  static void refuseInFlight(List<StoredMigration> all, StoredMigration again) {
    all.stream()
        .filter(other -> !other.state().isFinal() && !other.version().equals(again.version()))
        .forEach(other -> refuseConflict(other, again.plan()));
  }

  private static void refuseConflict(StoredMigration other, Plan plan) {
    List<QualifiedName> shared =
        plan.tables().stream().filter(other.plan().tables()::contains).toList();
    if (!shared.isEmpty()) {
      throw inFlight(other, waits(plan, other) + ", and both touch " + shared.get(0) + ".");
    }
    boolean cumulative =
        CatalogPlans.hasPublished(other) && other.version().compareTo(plan.version()) < 0;
    if (!cumulative && plan.publishes().isPresent() && other.plan().publishes().isPresent()) {
      throw inFlight(
          other,
          waits(plan, other)
              + ", and both publish a schema for the new application ("
              + other.plan().publishes().get()
              + ", "
              + plan.publishes().get()
              + "): the earlier one first, up to MIGRATED.");
    }
    if (plan.publishes().isPresent() && other.plan().publishes().isPresent()) {
      refuseOneName(other, plan);
    }
  }

  /** A version shows the earlier one's tables beside its own, under their names. */
  private static void refuseOneName(StoredMigration other, Plan plan) {
    for (QualifiedName table : plan.tables()) {
      other.plan().tables().stream()
          .filter(earlier -> earlier.name().equals(table.name()))
          .findFirst()
          .ifPresent(
              earlier -> {
                throw inFlight(
                    other,
                    "%s, and the new application would find %s and %s under one name."
                        .formatted(waits(plan, other), earlier, table));
              });
    }
  }

  private static String waits(Plan plan, StoredMigration other) {
    return "Migration "
        + plan.version()
        + " has to wait: migration "
        + other.version()
        + " ("
        + other.description()
        + ") is "
        + other.state();
  }

  private static WaitingException inFlight(StoredMigration other, String message) {
    return new WaitingException(
        "in-flight",
        message,
        "Finish migration "
            + other.version()
            + " or abort it, then run again. What one release needs belongs into one file.",
        List.of(message));
  }
}
