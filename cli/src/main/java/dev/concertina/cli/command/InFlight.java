package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.UsageException;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the journal knows, to choose the migrations that a command is for. */
final class InFlight {

  private final Map<Version, MigrationStatus> statuses = new TreeMap<>();

  private InFlight(List<MigrationStatus> statuses) {
    statuses.forEach(status -> this.statuses.put(status.version(), status));
  }

  static InFlight of(Concertina concertina) {
    return new InFlight(concertina.status());
  }

  /** The version that is named, else every one in one of the states, in their order. */
  List<Version> all(Optional<Version> named, State... states) {
    return named.map(List::of).orElseGet(() -> in(states));
  }

  /** The version that is named, else the only one in one of the states: a way back is no guess. */
  List<Version> only(Optional<Version> named, State... states) {
    List<Version> candidates = all(named, states);
    if (candidates.size() > 1) {
      throw new UsageException(
          "more than one migration could be meant: "
              + candidates.stream().map(Version::toString).collect(Collectors.joining(", ")),
          "name the version");
    }
    return candidates;
  }

  /** The files that have not reached a state. */
  List<Migration> before(State goal, List<Migration> files) {
    return files.stream().filter(file -> isBefore(goal, file.version())).toList();
  }

  boolean isBefore(State goal, Version version) {
    MigrationStatus status = statuses.get(version);
    return status == null || status.state() == State.ABORTED || status.state().compareTo(goal) < 0;
  }

  Optional<MigrationStatus> status(Version version) {
    return Optional.ofNullable(statuses.get(version));
  }

  private List<Version> in(State... states) {
    List<State> wanted = Arrays.asList(states);
    return statuses.values().stream()
        .filter(status -> wanted.contains(status.state()))
        .map(MigrationStatus::version)
        .toList();
  }
}
