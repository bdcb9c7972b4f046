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

/** CONTRACT of what is switched. */
@Command(
    name = "contract",
    description = "Remove the old shape, if its gate opens.",
    footer = {"", "For example: concertina contract 7"})
public final class ContractCommand implements Action {

  @Mixin private final ReadyVersion ready = new ReadyVersion();

  @Mixin private final GateOverride override = new GateOverride();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Version> chosen =
          override.chosen(InFlight.of(concertina), ready.version(), InFlight.is(State.SWITCHED));
      return Statuses.show(
          context,
          chosen.stream()
              .map(v -> concertina.contract(v, new ContractOptions(true, override.reason())))
              .toList(),
          "no migration is SWITCHED");
    }
  }
}
