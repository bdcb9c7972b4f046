package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All phases of everything pending, one migration after the other, without a gate. */
@Command(
    name = "up",
    description = {
      "Every phase of everything pending, no gate: for development and tests.",
      "A migration whose tables have no rows runs at once, as it is written."
    },
    footer = {"", "For example: concertina up --url postgres://localhost/test"})
public final class UpCommand extends FillingCommand {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Option(names = "--phases", description = "Run the phases also where the tables have no rows.")
  private boolean phases;

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      concertina.checkHistory(files);
      List<Migration> pending = InFlight.of(concertina).before(State.CONTRACTED, files);
      return Statuses.show(
          context,
          concertina.up(pending, phases),
          "every migration of the directory is CONTRACTED");
    }
  }
}
