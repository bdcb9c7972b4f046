package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.journal.State;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** SWITCH and CONTRACT: the end of a deploy. */
@Command(
    name = "finish",
    description = "Switch, then contract if the gate opens: ends a deploy.",
    footer = {"", "For example: concertina finish"})
public final class FinishCommand implements Action {

  @Mixin private final ReadyVersion ready = new ReadyVersion();

  @Mixin private final GateOverride override = new GateOverride();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      InFlight known = InFlight.of(concertina);
      List<Version> chosen =
          override.chosen(known, ready.version(), InFlight.is(State.MIGRATED, State.SWITCHED));
      if (chosen.isEmpty()) {
        known.refuseHalfDeployed();
      }
      if (ready.version().isEmpty()) {
        // All of them first: the statements of each are looked at from then on, and the soak times
        // run beside each other, whichever gate is shut.
        chosen.stream().filter(known.are(State.MIGRATED)).forEach(concertina::switchOver);
      }
      return Statuses.show(
          context,
          chosen.stream()
              .map(v -> concertina.finish(v, new ContractOptions(true, override.reason())))
              .toList(),
          "no migration is MIGRATED or SWITCHED");
    }
  }
}
