package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.journal.State;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** SWITCH and CONTRACT: the end of a deploy. */
@Command(
    name = "finish",
    description = "Switch, then contract if the gate opens: ends a deploy.",
    footer = {"", "For example: concertina finish"})
public final class FinishCommand implements Action {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every migration that is ready for it.")
  private Optional<Version> version = Optional.empty();

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description = "Go on although the gate is shut; the reason is recorded.")
  private Optional<String> override = Optional.empty();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Version> chosen =
          InFlight.of(concertina).all(version, InFlight.is(State.MIGRATED, State.SWITCHED));
      return Statuses.show(
          context,
          chosen.stream()
              .map(v -> concertina.finish(v, new ContractOptions(true, override)))
              .toList(),
          "no migration is MIGRATED or SWITCHED");
    }
  }
}
