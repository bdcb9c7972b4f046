package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.UsageException;
import dev.concertina.engine.Concertina;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The end of what CONTRACT has retired. */
@Command(
    name = "purge",
    description = {
      "Drop for good what CONTRACT has retired: columns and tables under other names.",
      "Until then, concertina revert brings them back."
    },
    footer = {"", "For example: concertina purge"})
public final class PurgeCommand implements Action {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every migration whose retention time is over.")
  private Optional<Version> version = Optional.empty();

  @Option(
      names = "--now",
      description = "Before the retention time of VERSION is over; there is no way back.")
  private boolean now;

  @Override
  public int run(Context context) {
    if (now && version.isEmpty()) {
      throw new UsageException("--now needs a VERSION", "name the migration: purge 7 --now");
    }
    try (Concertina concertina = context.connect()) {
      return Statuses.show(
          context,
          concertina.purge(version, now),
          version
              .map(v -> "migration " + v + " retains nothing")
              .orElse("no migration retains anything for longer than it should"));
    }
  }
}
