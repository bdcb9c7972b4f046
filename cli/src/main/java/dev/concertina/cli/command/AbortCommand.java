package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The way back from EXPAND and MIGRATE. */
@Command(
    name = "abort",
    description = "Remove the new shape: the way back before SWITCH.",
    footer = {"", "For example: concertina abort 7"})
public final class AbortCommand implements Action {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: the only one that it can be.")
  private Optional<Version> version = Optional.empty();

  @Mixin private final GateOverride override = new GateOverride();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Version> chosen =
          InFlight.of(concertina)
              .only(version, InFlight.is(State.PENDING, State.EXPANDED, State.MIGRATED));
      return Statuses.show(
          context,
          chosen.stream().map(v -> concertina.abort(v, override.reason())).toList(),
          "no migration is EXPANDED or MIGRATED");
    }
  }
}
