package dev.concertina.cli.command;

import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.NextCommand;
import dev.concertina.cli.render.StatusText;
import dev.concertina.cli.render.WatchText;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.MigrationStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows what runs elsewhere until nothing moves any more. Only reads. */
@Command(
    name = "watch",
    description = "Follow the run that is at work elsewhere, until it ends or needs you.",
    footer = {"", "For example: concertina watch 7"})
public final class WatchCommand implements Action {

  private static final int PERIOD_MILLIS = 1_000;

  /** A deploy of several migrations is several runs, with a moment between them. */
  private static final int IDLE_LOOKS = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every migration that is not complete.")
  private Optional<Version> version = Optional.empty();

  @Override
  public int run(Context context) {
    if (context.output().isJson()) {
      throw new UsageException(
          "watch writes as long as it runs, which is not one JSON object",
          "leave --output json out, or run status --output json from time to time");
    }
    try (Concertina concertina = context.connect()) {
      List<MigrationStatus> last = follow(context, concertina);
      context
          .output()
          .show(
              last.isEmpty()
                  ? "nothing to watch: no migration is under way"
                  : StatusText.of(last, context.output().style()),
              new Json());
      judge(last);
    }
    return ExitCodes.DONE;
  }

  private List<MigrationStatus> follow(Context context, Concertina concertina) {
    WatchText text =
        new WatchText(
            context.output().people(),
            context.output().style(),
            context.output().isResultLive(),
            System::nanoTime);
    for (int idle = 0; ; ) {
      boolean works = concertina.helm().worker().isPresent();
      concertina.progress().stream().filter(this::isWatched).forEach(text::show);
      idle = works ? 0 : idle + 1;
      if (idle >= IDLE_LOOKS) {
        text.end();
        return concertina.status().stream()
            .filter(this::isWatched)
            .filter(status -> isChosen(status) || text.hasMoved(status))
            .toList();
      }
      context
          .stop()
          .sleep(PERIOD_MILLIS, "what runs elsewhere goes on; watch it again when you like");
    }
  }

  private boolean isWatched(MigrationStatus status) {
    return version.map(status.version()::equals).orElse(true);
  }

  private boolean isChosen(MigrationStatus status) {
    return version.isPresent() || !status.state().isFinal();
  }

  private static void judge(List<MigrationStatus> statuses) {
    List<MigrationStatus> open =
        statuses.stream().filter(status -> status.running().isPresent()).toList();
    if (!open.isEmpty()) {
      String versions =
          open.stream()
              .map(status -> "V" + status.version() + " " + status.running().orElseThrow())
              .collect(Collectors.joining(", "));
      throw new FailedException(
          new ErrorReport(
              ExitCodes.WAITING,
              "needs-you",
              "the watch ends, because no run is at work any more; not complete: " + versions,
              open.stream().map(NextCommand::goesOn).collect(Collectors.joining("; then "))));
    }
  }
}
