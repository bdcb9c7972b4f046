package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The way back from SWITCH, and from CONTRACT as long as what it took is retained. */
@Command(
    name = "revert",
    description = {
      "Give the old shape the authority back.",
      "Of a VERSION that is CONTRACTED: bring back what CONTRACT has retired."
    },
    footer = {"", "For example: concertina revert 7"})
public final class RevertCommand implements Action {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: the only one that it can be.")
  private Optional<Version> version = Optional.empty();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      InFlight inFlight = InFlight.of(concertina);
      List<Version> chosen =
          inFlight.only(
              version,
              InFlight.is(State.SWITCHED).or(InFlight.isRunning(Phase.SWITCH, Phase.REVERT)));
      return Statuses.show(
          context,
          chosen.stream().map(v -> concertina.revert(v)).toList(),
          "no migration is SWITCHED" + retained(inFlight));
    }
  }

  /** What CONTRACT has retired comes back only where it is asked for by name. */
  private static String retained(InFlight inFlight) {
    return inFlight.all(Optional.empty(), MigrationStatus::isRestorable).stream()
        .map(version -> "; concertina revert " + version + " brings back what CONTRACT has retired")
        .collect(Collectors.joining());
  }
}
