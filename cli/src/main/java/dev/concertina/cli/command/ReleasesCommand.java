package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Releases;
import dev.concertina.journal.ReleaseLog.Release;
import dev.concertina.words.Amounts;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The releases whose statements are recorded. */
@Command(
    name = "releases",
    description = "Show the releases that are recorded as live, or end one.",
    footer = {"", "For example: concertina releases --end billing 1.8"})
public final class ReleasesCommand implements Action {

  @Option(
      names = "--end",
      arity = "2",
      paramLabel = "NAME",
      description = "APPLICATION and RELEASE of one that is not live any more.")
  private List<String> end = List.of();

  @Override
  public int run(Context context) {
    try (Concertina concertina = context.connect()) {
      Releases releases = concertina.releases();
      if (!end.isEmpty() && !releases.end(end.get(0), end.get(1))) {
        throw unknown(end.get(0) + " " + end.get(1));
      }
      List<Release> live = releases.live();
      context
          .output()
          .show(
              live.isEmpty()
                  ? "no release is recorded as live"
                  : live.stream().map(ReleasesCommand::words).collect(Collectors.joining("\n")),
              new Json().put("releases", live.stream().map(ReleasesCommand::json).toList()));
    }
    return ExitCodes.DONE;
  }

  private static FailedException unknown(String release) {
    return new FailedException(
        new ErrorReport(
            ExitCodes.INVALID,
            "unknown-release",
            release + " is not recorded as live",
            "to see what is: concertina releases"));
  }

  private static String words(Release release) {
    return release
        + ", "
        + release.statements().size()
        + " statements, recorded at "
        + Amounts.moment(release.recorded())
        + " by "
        + release.who();
  }

  private static Json json(Release release) {
    return new Json()
        .put("application", release.application())
        .put("release", release.name())
        .put("recorded", release.recorded())
        .put("who", release.who())
        .put("statements", release.statements());
  }
}
