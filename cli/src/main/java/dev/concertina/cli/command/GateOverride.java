package dev.concertina.cli.command;

import dev.concertina.cli.UsageException;
import java.util.Optional;
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
}
