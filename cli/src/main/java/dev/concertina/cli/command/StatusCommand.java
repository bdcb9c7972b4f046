package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.StatusJson;
import dev.concertina.cli.json.SteeringJson;
import dev.concertina.cli.render.StatusText;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.Steering;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Every migration of the journal, and the files that are not in it yet. Only reads. */
@Command(
    name = "status",
    description = "Every migration: phase, steps, backfill, gate.",
    footer = {"", "For example: concertina status --output json"})
public final class StatusCommand implements Action {

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<MigrationStatus> known = concertina.status();
      List<Migration> pending = pending(context, known);
      Optional<Steering.Pause> pause = concertina.helm().orders().pause();
      context
          .output()
          .show(
              StatusText.pause(pause, context.output().style()) + text(context, known, pending),
              SteeringJson.pause(pause)
                  .put(
                      "migrations",
                      Stream.concat(
                              known.stream().map(StatusJson::status),
                              pending.stream().map(StatusJson::pending))
                          .toList()));
    }
    return ExitCodes.DONE;
  }

  private static String text(
      Context context, List<MigrationStatus> known, List<Migration> pending) {
    String text =
        StatusText.of(known, context.output().style())
            + StatusText.pending(pending, context.output().style());
    return text.isEmpty()
        ? "no migrations: none was run on this database, none is in "
            + context.configuration().migrations()
        : text;
  }

  /** A file that cannot be read is said, but does not hide what the database is doing. */
  private static List<Migration> pending(Context context, List<MigrationStatus> known) {
    if (!Files.isDirectory(context.configuration().migrations())) {
      return List.of();
    }
    List<Object> versions = known.stream().<Object>map(MigrationStatus::version).toList();
    try {
      return MigrationArgument.directory(context).stream()
          .filter(file -> !versions.contains(file.version()))
          .toList();
    } catch (MigrationException e) {
      String place = e.origin().map(origin -> origin + ": ").orElse("");
      context
          .output()
          .note("warning: the migration files cannot be read: " + place + e.getMessage());
      return List.of();
    }
  }
}
