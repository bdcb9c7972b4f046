package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.EngineException;
import dev.concertina.engine.MigrationStatus;
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
          up(context, concertina, pending),
          "every migration of the directory is CONTRACTED");
    }
  }

  private List<MigrationStatus> up(
      Context context, Concertina concertina, List<Migration> pending) {
    try {
      return concertina.up(pending, phases);
    } catch (MigrationException | EngineException e) {
      tellReached(context, concertina, pending, e);
      throw e;
    }
  }

  private static void tellReached(
      Context context, Concertina concertina, List<Migration> pending, RuntimeException stopped) {
    try {
      List<Migration> left = InFlight.of(concertina).before(State.CONTRACTED, pending);
      if (left.isEmpty()) {
        return;
      }
      context
          .output()
          .note(
              "%d of %d migrations are CONTRACTED; the first that is not is V%s"
                  .formatted(pending.size() - left.size(), pending.size(), left.get(0).version()));
    } catch (EngineException e) {
      stopped.addSuppressed(e);
    }
  }
}
