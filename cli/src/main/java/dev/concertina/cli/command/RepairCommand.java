package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.EditedFileText;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.EditedFile;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Accepts files that were edited on purpose after they had been applied. */
@Command(
    name = "repair",
    footer = {"", "For example: concertina repair --dry-run"},
    description = {
      "Record the text of files that were edited on purpose after they were applied.",
      "Nothing else changes: what ran has run, later phases run the plan that was stored."
    })
public final class RepairCommand implements Action {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Option(names = "--dry-run", description = "Only say what would be recorded.")
  private boolean dryRun;

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      List<EditedFile> edited = concertina.edited(files);
      Json found = new Json().put("edited", edited.stream().map(RepairCommand::json).toList());
      context.output().show(explanation(edited), found.put("repaired", List.of()));
      if (!edited.isEmpty() && !dryRun) {
        List<Version> repaired = concertina.repair(files);
        context.output().show(recorded(repaired), new Json().put("repaired", words(repaired)));
      }
    }
    return ExitCodes.DONE;
  }

  private static String explanation(List<EditedFile> edited) {
    return edited.isEmpty()
        ? "nothing to repair: files and journal agree\n"
        : edited.stream().map(EditedFileText::of).collect(Collectors.joining("\n"));
  }

  private static String recorded(List<Version> versions) {
    return versions.stream()
        .map(version -> "V" + version + "  recorded as it is in its file\n")
        .collect(Collectors.joining());
  }

  private static List<String> words(List<Version> versions) {
    return versions.stream().map(Version::toString).toList();
  }

  private static Json json(EditedFile edited) {
    return new Json()
        .put("version", edited.file().version())
        .put("state", edited.recorded().state().name())
        .put("recorded_checksum", edited.recorded().checksum())
        .put("checksum", edited.file().checksum())
        .put("difference", EditedFileText.difference(edited));
  }
}
