package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.gate.GateKeeper;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.preflight.Preflight;
import dev.concertina.session.Backoff;
import dev.concertina.session.Waypoints;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings migrations through phases, as the one run that may write. Where there is nothing to do, it
 * only reads, and needs no lock.
 */
record Lifecycle(
    Access access,
    Listener listener,
    PlanSource plans,
    Preflight preflight,
    GateKeeper gates,
    Additions additions,
    Backoff backoff,
    Waypoints waypoints) {

  private static final List<Phase> ALL =
      List.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.CONTRACT, Phase.PURGE);

  /** Phases of a file; it is registered first. */
  MigrationStatus forward(Migration migration, List<Phase> phases) {
    Optional<MigrationStatus> done =
        access.reading(
            session -> {
              Optional<StoredMigration> known = find(session, migration.version());
              if (known.isEmpty() || !isDone(session, known.get(), phases)) {
                return Optional.empty();
              }
              Registration.refuseEdited(known.get(), migration);
              return Optional.of(statusOf(session, known.get()));
            });
    return done.orElseGet(
        () ->
            access.writing(
                run -> {
                  registration(run).register(migration);
                  return phases(run, migration.version(), phases, ContractOptions.gated());
                }));
  }

  /** Phases of a migration that is registered. */
  MigrationStatus run(Version version, List<Phase> phases, ContractOptions options) {
    Optional<MigrationStatus> done =
        access.reading(
            session -> {
              StoredMigration known = known(session, version);
              return isDone(session, known, phases)
                  ? Optional.of(statusOf(session, known))
                  : Optional.empty();
            });
    return done.orElseGet(() -> access.writing(run -> phases(run, version, phases, options)));
  }

  /**
   * All phases of each file in one run, without a gate, and nothing retained; see {@link
   * Concertina#up}.
   */
  List<MigrationStatus> up(List<Migration> pending, boolean throughPhases) {
    return pending.isEmpty()
        ? List.of()
        : access.writing(
            run -> {
              Identifier home = access.settings().home();
              WithoutPhases atOnce = new WithoutPhases(run, home);
              Set<Version> reached = new HashSet<>();
              for (Migration migration : pending) {
                boolean isLast = reached.size() == pending.size() - 1;
                if (throughPhases || !atOnce.run(migration, isLast)) {
                  registration(run).register(migration);
                  phases(run, migration.version(), ALL, ContractOptions.ungated());
                }
                reached.add(migration.version());
              }
              return new StatusReader(run.work(), access.settings(), additions, gates)
                  .all().stream().filter(status -> reached.contains(status.version())).toList();
            });
  }

  /**
   * The migration as it was registered.
   *
   * @throws dev.concertina.change.MigrationException {@code unknown-version}
   */
  StoredMigration known(Connection session, Version version) throws SQLException {
    return find(session, version).orElseThrow(() -> PhaseRunner.unknown(version));
  }

  /** Looks at what the gates of CONTRACT ask of statements, and remembers it. */
  void watch(List<Version> versions) {
    if (!versions.isEmpty()) {
      access.writing(
          run -> {
            PhaseRunner runner = runner(run);
            for (Version version : versions) {
              runner.watch(version, Phase.CONTRACT);
            }
            return versions;
          });
    }
  }

  private MigrationStatus phases(
      Run run, Version version, List<Phase> phases, ContractOptions options) throws SQLException {
    PhaseRunner runner = runner(run);
    for (Phase phase : phases) {
      runner.run(version, phase, options);
    }
    return statusOf(run.work(), known(run.work(), version));
  }

  private PhaseRunner runner(Run run) {
    EventLog events = new EventLog(access.settings().home(), access.who());
    return new PhaseRunner(
        run, access.settings(), additions, gates, listener, backoff, waypoints, events);
  }

  private Registration registration(Run run) {
    Settings settings = access.settings();
    return new Registration(
        run,
        settings,
        plans,
        preflight,
        progress(run.work()),
        listener,
        new EventLog(settings.home(), access.who()));
  }

  private boolean isDone(Connection session, StoredMigration known, List<Phase> phases)
      throws SQLException {
    PhaseProgress progress = progress(session);
    for (Phase phase : phases) {
      Transition transition = PhaseRunner.decide(progress, known, phase);
      if (!(transition instanceof Transition.Nothing)) {
        return false;
      }
    }
    return true;
  }

  private PhaseProgress progress(Connection session) {
    return new PhaseProgress(session, new StepLog(access.settings().home()), additions);
  }

  /** Empty if it was never registered. */
  Optional<StoredMigration> find(Connection session, Version version) throws SQLException {
    return access.journalExists(session)
        ? new Journal(access.settings().home()).find(session, version)
        : Optional.empty();
  }

  private MigrationStatus statusOf(Connection session, StoredMigration known) throws SQLException {
    return new StatusReader(session, access.settings(), additions, gates).status(known);
  }
}
