package dev.concertina.cli.command;

import dev.concertina.change.Version;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The migration that a phase is for, of those that are ready for it. */
final class ReadyVersion {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every migration that is ready for it.")
  private Optional<Version> version = Optional.empty();

  Optional<Version> version() {
    return version;
  }
}
