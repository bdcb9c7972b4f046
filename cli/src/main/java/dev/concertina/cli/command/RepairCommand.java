package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Accepts files that were edited on purpose after they had been applied. */
@Command(
    name = "repair",
    footer = {"", "For example: concertina repair"},
    description = {
      "Record the text of files that were edited on purpose after they were applied.",
      "Nothing else changes: what ran has run, later phases run the plan that was stored."
    })
public final class RepairCommand implements Action {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      List<Version> repaired = concertina.repair(files);
      context
          .output()
          .show(
              text(repaired),
              new Json().put("repaired", repaired.stream().map(Version::toString).toList()));
    }
    return ExitCodes.DONE;
  }

  private static String text(List<Version> repaired) {
    return repaired.isEmpty()
        ? "nothing to repair: files and journal agree\n"
        : repaired.stream()
            .map(version -> "V" + version + "  recorded as it is in its file\n")
            .collect(Collectors.joining());
  }
}
