package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** SWITCH of what is migrated. */
@Command(
    name = "switch",
    description = "Give the new shape the authority.",
    footer = {"", "For example: concertina switch 7"})
public final class SwitchCommand implements Action {

  @Mixin private final ReadyVersion ready = new ReadyVersion();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Version> chosen =
          InFlight.of(concertina).all(ready.version(), InFlight.is(State.MIGRATED));
      return Statuses.show(
          context,
          chosen.stream().map(v -> concertina.switchOver(v)).toList(),
          "no migration is MIGRATED");
    }
  }
}
