package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adopts a database that was there before. */
@Command(
    name = "baseline",
    footer = {"", "For example: concertina baseline 12"},
    description = {
      "Adopt a database: register its migrations up to a version as done, without running them.",
      "Later ones stay pending."
    })
public final class BaselineCommand implements Action {

  @Parameters(
      arity = "1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "The newest migration that the database has already.")
  private Optional<Version> given = Optional.empty();

  @Override
  public int run(Context context) {
    Version version = given.orElseThrow();
    List<Migration> files =
        MigrationArgument.directory(context).stream()
            .filter(file -> file.version().compareTo(version) <= 0)
            .toList();
    if (files.isEmpty() || !files.get(files.size() - 1).version().equals(version)) {
      throw new UsageException(
          "there is no migration of version "
              + version
              + " in "
              + context.configuration().migrations(),
          "name a version of the directory");
    }
    try (Concertina concertina = context.connect()) {
      List<Version> adopted = concertina.baseline(files);
      context
          .output()
          .show(
              text(adopted, version),
              new Json().put("adopted", adopted.stream().map(Version::toString).toList()));
    }
    return ExitCodes.DONE;
  }

  private static String text(List<Version> adopted, Version version) {
    return adopted.isEmpty()
        ? "nothing to do: the journal has every migration up to " + version + "\n"
        : adopted.stream()
            .map(each -> "V" + each + "  registered without running it\n")
            .collect(Collectors.joining());
  }
}
