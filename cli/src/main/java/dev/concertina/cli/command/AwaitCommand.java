package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.UnreachableException;
import dev.concertina.journal.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Blocks until migrations have reached a state: what an init container or a start script runs. A
 * database that cannot be reached yet is waited for, too.
 */
@Command(
    name = "await",
    description = "Wait until a phase is complete; the new application starts after migrated.",
    footer = {"", "For example: concertina await migrated --timeout 5m"})
public final class AwaitCommand implements Action {

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** What can be waited for. */
  enum Goal {
    EXPANDED,
    MIGRATED,
    SWITCHED,
    CONTRACTED;

    State state() {
      return State.valueOf(name());
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "PHASE",
      description = "expanded, migrated, switched or contracted.")
  private Goal goal = Goal.MIGRATED;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Default: every file of the migrations directory.")
  private Optional<Version> version = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Give up with exit 5 after this time, for instance 5m. Default: never.")
  private Optional<Duration> timeout = Optional.empty();

  @Override
  public int run(Context context) {
    context.configuration().url();
    List<Version> wanted =
        version
            .map(List::of)
            .orElseGet(
                () ->
                    MigrationArgument.directory(context).stream().map(Migration::version).toList());
    long start = System.nanoTime();
    Optional<UnreachableException> unreachable = Optional.empty();
    List<Version> missing = wanted;
    boolean first = true;
    while (true) {
      try {
        missing = missing(context, wanted);
        unreachable = Optional.empty();
      } catch (UnreachableException e) {
        unreachable = Optional.of(e);
      }
      if (missing.isEmpty()) {
        return reached(context, wanted);
      }
      if (isOver(start)) {
        throw unreachable.map(e -> (RuntimeException) e).orElse(timedOut(missing));
      }
      if (first) {
        context.output().note("waiting for " + words(missing) + " to be " + word());
        first = false;
      }
      context.stop().sleep(PAUSE.toMillis());
    }
  }

  private List<Version> missing(Context context, List<Version> wanted) {
    try (Concertina concertina = context.connect()) {
      InFlight now = InFlight.of(concertina);
      return wanted.stream().filter(v -> now.isBefore(goal.state(), v)).toList();
    }
  }

  private boolean isOver(long start) {
    return timeout.filter(limit -> System.nanoTime() - start >= limit.toNanos()).isPresent();
  }

  private int reached(Context context, List<Version> wanted) {
    String text = wanted.isEmpty() ? "nothing to wait for" : words(wanted) + ": " + word();
    context.output().show(text, new Json().put("phase", goal.name()).put("versions", wanted));
    return ExitCodes.DONE;
  }

  private FailedException timedOut(List<Version> missing) {
    return new FailedException(
        new ErrorReport(
            ExitCodes.WAITING,
            "await-timeout",
            words(missing) + " did not become " + word() + " in time",
            "see concertina status; then wait again, or with a longer --timeout"));
  }

  private String word() {
    return goal.name().toLowerCase(Locale.ROOT);
  }

  private static String words(List<Version> versions) {
    return versions.stream().map(v -> "V" + v).collect(Collectors.joining(", "));
  }
}
