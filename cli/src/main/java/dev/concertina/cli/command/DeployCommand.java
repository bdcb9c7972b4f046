package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
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
      List<Migration> pending = InFlight.of(concertina).before(State.MIGRATED, files);
      concertina.checkRelease(pending);
      return Statuses.show(
          context,
          pending.stream().map(concertina::deploy).toList(),
          "every migration of the directory is at least MIGRATED");
    }
  }
}
