package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.WaitingException;
import dev.concertina.journal.State;
import java.util.ArrayList;
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
        // All of them first: the statements of each are looked at from then on.
        chosen.stream().filter(known.are(State.MIGRATED)).forEach(concertina::switchOver);
      }
      return Statuses.show(
          context, finished(concertina, chosen), "no migration is MIGRATED or SWITCHED");
    }
  }

  private List<MigrationStatus> finished(Concertina concertina, List<Version> chosen) {
    List<MigrationStatus> finished = new ArrayList<>();
    for (Version version : chosen) {
      try {
        finished.add(concertina.finish(version, new ContractOptions(true, override.reason())));
      } catch (WaitingException shut) {
        watch(concertina, chosen.subList(finished.size() + 1, chosen.size()), shut);
        throw shut;
      }
    }
    return finished;
  }

  /** The soak times of those behind a shut gate run beside the one in front. */
  private static void watch(Concertina concertina, List<Version> behind, WaitingException shut) {
    if (shut.code().equals("gate-shut")) {
      try {
        concertina.watch(behind);
      } catch (RuntimeException e) {
        shut.addSuppressed(e);
      }
    }
  }
}
