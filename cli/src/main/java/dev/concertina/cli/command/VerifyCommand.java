package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.json.VerificationJson;
import dev.concertina.cli.render.VerificationText;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Verification;
import dev.concertina.journal.State;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Parity of the old and the new shape, now. Only reads. */
@Command(
    name = "verify",
    description = "Count the rows in which old and new shape differ, now.",
    footer = {"", "For example: concertina verify 7"})
public final class VerifyCommand implements Action {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every migration that is migrated or switched.")
  private Optional<Version> version = Optional.empty();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      List<Verification> found =
          InFlight.of(concertina).all(version, InFlight.is(State.MIGRATED, State.SWITCHED)).stream()
              .map(concertina::verify)
              .toList();
      context
          .output()
          .show(
              VerificationText.of(found, context.output().style()),
              new Json().put("verifications", found.stream().map(VerificationJson::of).toList()));
      if (!found.stream().allMatch(Verification::isEqual)) {
        throw new FailedException(
            new ErrorReport(
                ExitCodes.HAZARD,
                "not-equal",
                "some rows are not the same in the old and in the new shape",
                "see above what to do about each kind, then verify again"));
      }
    }
    return ExitCodes.DONE;
  }
}
