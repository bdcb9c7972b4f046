package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.SteeringJson;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Helm;
import dev.concertina.journal.Steering;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets the backfill of this database stand still, also that of the next run. */
@Command(
    name = "pause",
    description = "Let the backfill stand still, from another process, until resume.",
    footer = {"", "For example: concertina pause --reason \"until the sale is over\""})
public final class PauseCommand implements Action {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever wonders.")
  private Optional<String> reason = Optional.empty();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      Helm helm = concertina.helm();
      Steering.Pause pause = helm.pause(reason).pause().orElseThrow();
      String effect =
          helm.worker()
              .map(run -> "the run of " + run.who() + " stands still after its open batch")
              .orElse("no run is at work; the next one will not begin a backfill");
      context
          .output()
          .show(
              pause + "\n" + effect + "\nnext: concertina resume",
              SteeringJson.pause(Optional.of(pause)));
    }
    return ExitCodes.DONE;
  }
}
