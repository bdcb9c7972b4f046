package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** EXPAND of everything pending. */
@Command(
    name = "expand",
    description = "Add the new shape beside the old.",
    footer = {"", "For example: concertina expand 7"})
public final class ExpandCommand implements Action {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      concertina.checkHistory(files);
      List<Migration> pending = InFlight.of(concertina).before(State.EXPANDED, files);
      concertina.checkRelease(pending);
      return Statuses.show(
          context,
          pending.stream().map(concertina::expand).toList(),
          "every migration of the directory is at least EXPANDED");
    }
  }
}
