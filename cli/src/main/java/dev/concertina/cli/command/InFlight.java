package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.UsageException;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the journal knows, to choose the migrations that a command is for. */
final class InFlight {

  private final Map<Version, MigrationStatus> statuses = new TreeMap<>();

  private InFlight(List<MigrationStatus> statuses) {
    statuses.forEach(status -> this.statuses.put(status.version(), status));
  }

  static InFlight of(Concertina concertina) {
    return new InFlight(concertina.progress());
  }

  /** The version that is named, else every one that is ready, in their order. */
  List<Version> all(Optional<Version> named, Predicate<MigrationStatus> ready) {
    return named
        .map(List::of)
        .orElseGet(
            () -> statuses.values().stream().filter(ready).map(MigrationStatus::version).toList());
  }

  /** The version that is named, else the only one that is ready: a way back is no guess. */
  List<Version> only(Optional<Version> named, Predicate<MigrationStatus> ready) {
    List<Version> candidates = all(named, ready);
    if (candidates.size() > 1) {
      throw new UsageException(
          "more than one migration could be meant: "
              + candidates.stream().map(Version::toString).collect(Collectors.joining(", ")),
          "name the version");
    }
    return candidates;
  }

  /** A script that finishes a deploy must not go on as if it were done. */
  void refuseHalfDeployed() {
    statuses.values().stream()
        .filter(is(State.EXPANDED).or(isRunning(Phase.EXPAND)))
        .map(MigrationStatus::version)
        .findFirst()
        .ifPresent(
            version -> {
              throw new FailedException(
                  new ErrorReport(
                      ExitCodes.WAITING,
                      "not-migrated",
                      "migration "
                          + version
                          + " is not MIGRATED yet, so there is nothing to finish",
                      "run `concertina migrate " + version + "`, then finish again"));
            });
  }

  /** Has completed one of the states. */
  static Predicate<MigrationStatus> is(State... states) {
    List<State> wanted = Arrays.asList(states);
    return status -> wanted.contains(status.state());
  }

  /** Has begun one of the phases and not completed it. */
  static Predicate<MigrationStatus> isRunning(Phase... phases) {
    List<Phase> wanted = Arrays.asList(phases);
    return status -> status.running().filter(wanted::contains).isPresent();
  }

  /** The files that have not reached a state. */
  List<Migration> before(State goal, List<Migration> files) {
    return files.stream().filter(file -> isBefore(goal, file.version())).toList();
  }

  /** Under way, and none of the files is theirs. */
  List<MigrationStatus> without(List<Migration> files) {
    List<Version> there = files.stream().map(Migration::version).toList();
    return statuses.values().stream()
        .filter(status -> !there.contains(status.version()))
        .filter(is(State.EXPANDED, State.MIGRATED, State.SWITCHED).or(isRunning(Phase.EXPAND)))
        .toList();
  }

  boolean isBefore(State goal, Version version) {
    MigrationStatus status = statuses.get(version);
    return status == null || status.state() == State.ABORTED || status.state().compareTo(goal) < 0;
  }

  /** Whether the migration of a version has completed the state and none after it. */
  Predicate<Version> are(State state) {
    return version -> status(version).filter(is(state)).isPresent();
  }

  Optional<MigrationStatus> status(Version version) {
    return Optional.ofNullable(statuses.get(version));
  }
}
