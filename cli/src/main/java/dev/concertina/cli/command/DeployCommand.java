package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Context;
import dev.concertina.cli.render.NextCommand;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** EXPAND and MIGRATE of everything pending: when it ends, the new application may start. */
@Command(
    name = "deploy",
    description = "Expand and migrate everything pending: then start the new application.",
    footer = {"", "For example: concertina deploy"})
public final class DeployCommand extends FillingCommand {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      concertina.checkHistory(files);
      InFlight known = InFlight.of(concertina);
      if (!migrations.isGiven()) {
        known.without(files).forEach(status -> fileIsGone(context, status));
      }
      List<Migration> pending = known.before(State.MIGRATED, files);
      concertina.checkRelease(pending);
      return Statuses.show(
          context,
          pending.stream().map(concertina::deploy).toList(),
          "every migration of the directory is at least MIGRATED");
    }
  }

  /** As after a step back to an older release, which may be meant or not. */
  private static void fileIsGone(Context context, MigrationStatus status) {
    context
        .output()
        .note(
            "V"
                + status.version()
                + " is "
                + status
                    .running()
                    .map(phase -> "in the middle of " + phase)
                    .orElse("" + status.state())
                + ", and its file is not in the directory: deploy leaves it as it is. "
                + NextCommand.back(status)
                    .map(
                        back ->
                            "If this release is meant to be older, " + back + " takes it back. ")
                    .orElse("")
                + "concertina status says how to go on.");
  }
}
