package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.UsageException;
import dev.concertina.engine.MigrationStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Why a person opens a gate that is shut. */
final class GateOverride {

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description = "Go on although the gate is shut; the reason is recorded.")
  private Optional<String> reason = Optional.empty();

  Optional<String> reason() {
    if (reason.filter(String::isBlank).isPresent()) {
      throw new UsageException(
          "--override has no reason", "say why, for those who read the journal later");
    }
    return reason;
  }

  /**
   * The version that is named, else every one that is ready. A reason is given for one migration:
   * nobody has said that it holds for the gates of the others, too.
   */
  List<Version> chosen(InFlight known, Optional<Version> named, Predicate<MigrationStatus> ready) {
    return reason().isPresent() ? known.only(named, ready) : known.all(named, ready);
  }
}
