package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** MIGRATE of what is expanded: afterwards the new application may start. */
@Command(
    name = "migrate",
    description = "Move the rows, prove parity, open the new version.",
    footer = {"", "For example: concertina migrate 7"})
public final class MigrateCommand extends FillingCommand {

  @Mixin private final ReadyVersion ready = new ReadyVersion();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Version> chosen =
          InFlight.of(concertina).all(ready.version(), InFlight.is(State.EXPANDED));
      return Statuses.show(
          context,
          chosen.stream().map(v -> concertina.migrate(v)).toList(),
          "no migration is EXPANDED");
    }
  }
}
