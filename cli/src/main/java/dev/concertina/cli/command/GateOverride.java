package dev.concertina.cli.command;

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
    return reason;
  }
}
