package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Releases;
import dev.concertina.engine.Releases.Needed;
import dev.concertina.journal.ReleaseLog.Release;
import dev.concertina.journal.State;
import dev.concertina.words.OneLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds migrations against what live releases need. */
@Command(
    name = "needs",
    description = {
      "Ask which live releases need what pending migrations take away in the end.",
      "A database with the structure is enough: production is not asked."
    },
    footer = {"", "For example: concertina needs --release billing-1.8.sql"})
public final class NeedsCommand implements Action {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Option(
      names = "--release",
      paramLabel = "FILE",
      description = "What a release needs, in a file; instead of what is recorded. Repeatable.")
  private List<Path> files = List.of();

  @Override
  public int run(Context context) {
    List<Migration> pending = migrations.read(context);
    try (Concertina concertina = context.connect()) {
      List<Migration> before =
          migrations.isGiven()
              ? pending
              : InFlight.of(concertina).before(State.CONTRACTED, pending);
      Releases known = concertina.releases();
      List<Release> releases =
          files.isEmpty()
              ? known.live()
              : files.stream().map(new ReleaseFiles(context.parser())::release).toList();
      List<Json> found = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (Migration migration : before) {
        for (Needed needed : known.needing(migration, releases)) {
          found.add(json(migration, needed));
          text.append(words(migration, needed)).append('\n');
        }
      }
      context
          .output()
          .show(
              found.isEmpty() ? nothing(releases) : text.toString(),
              new Json().put("releases", releases.size()).put("needed", found));
      if (!found.isEmpty()) {
        throw needed();
      }
    }
    return ExitCodes.DONE;
  }

  private static String nothing(List<Release> releases) {
    return releases.isEmpty()
        ? "no release is recorded as live; to record one: concertina record"
        : releases.stream().map(Release::toString).collect(Collectors.joining(", "))
            + ": nothing that is taken away is needed";
  }

  private static String words(Migration migration, Needed needed) {
    return "V"
        + migration.version()
        + ": "
        + needed.release()
        + " is still live and "
        + (needed.words().startsWith("uses ")
            ? "needs " + needed.words().substring("uses ".length())
            : needed.words())
        + ": "
        + OneLine.of(needed.statement());
  }

  private static Json json(Migration migration, Needed needed) {
    return new Json()
        .put("version", migration.version())
        .put("application", needed.release().application())
        .put("release", needed.release().name())
        .put("statement", needed.statement())
        .put("need", needed.need())
        .put("words", needed.words());
  }

  private static FailedException needed() {
    return new FailedException(
        new ErrorReport(
            ExitCodes.HAZARD,
            "needed",
            "a live release needs what a migration takes away",
            "let the release leave before CONTRACT (then: concertina releases --end …); until"
                + " then expand and migrate harm nobody"));
  }
}
