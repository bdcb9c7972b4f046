package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All phases of everything pending, one migration after the other, without a gate. */
@Command(
    name = "up",
    description = "Every phase of everything pending, no gate: for development and tests.",
    footer = {"", "For example: concertina up --url postgres://localhost/test"})
public final class UpCommand extends FillingCommand {

  private static final ContractOptions NO_GATE = ContractOptions.ungated();

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Override
  public int run(Context context) {
    List<Migration> files = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      concertina.checkHistory(files);
      List<Migration> pending = InFlight.of(concertina).before(State.CONTRACTED, files);
      return Statuses.show(
          context,
          pending.stream().map(m -> up(concertina, m)).toList(),
          "every migration of the directory is CONTRACTED");
    }
  }

  private static MigrationStatus up(Concertina concertina, Migration migration) {
    InFlight now = InFlight.of(concertina);
    MigrationStatus status =
        now.status(migration.version())
            .filter(known -> !now.isBefore(State.MIGRATED, known.version()))
            .orElseGet(() -> concertina.deploy(migration));
    return status.state().isFinal() ? status : concertina.finish(migration.version(), NO_GATE);
  }
}
