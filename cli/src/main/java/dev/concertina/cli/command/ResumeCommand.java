package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.json.SteeringJson;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Helm;
import dev.concertina.journal.Steering;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Ends a pause. */
@Command(
    name = "resume",
    description = "End a pause: a run that waits goes on within a second.",
    footer = {"", "For example: concertina resume"})
public final class ResumeCommand implements Action {

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      Helm helm = concertina.helm();
      Optional<Steering.Pause> stood = helm.resume();
      context
          .output()
          .show(
              stood.map(pause -> text(pause, helm.worker())).orElse("nothing was paused"),
              new Json()
                  .put("resumed", stood.isPresent())
                  .put("was", stood.map(pause -> SteeringJson.pause(pause))));
    }
    return ExitCodes.DONE;
  }

  private static String text(Steering.Pause stood, Optional<Helm.Worker> worker) {
    return "resumed; it was "
        + stood
        + worker
            .map(run -> "\nthe run of " + run.who() + " goes on")
            .orElse("\nno run is at work: see concertina status for the command that goes on");
  }
}
