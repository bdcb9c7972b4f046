package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Releases;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what a release of an application needs of the database. */
@Command(
    name = "record",
    description = {
      "Record the statements that a release of an application needs, once.",
      "As long as it is live, `concertina needs` holds every migration against them."
    },
    footer = {"", "For example: concertina record billing 1.8 --role billing"})
public final class RecordCommand implements Action {

  @Parameters(index = "0", paramLabel = "APPLICATION", description = "Its name.")
  private String application = "";

  @Parameters(index = "1", paramLabel = "RELEASE", description = "Its version.")
  private String release = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  /** Where the statements are. */
  static final class Source {
    @Option(names = "--file", description = "A file of SQL, for instance from a StatementRecorder.")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = "--role",
        description = "What the role has run here, as pg_stat_statements has counted it.")
    private Optional<String> role = Optional.empty();
  }

  @Override
  public int run(Context context) {
    if (application.isBlank() || release.isBlank()) {
      throw new UsageException(
          "the application or its release has no name",
          "for example: concertina record billing 1.8");
    }
    try (Concertina concertina = context.connect()) {
      Releases releases = concertina.releases();
      Releases.Counted found =
          source
              .file
              .map(
                  file ->
                      new Releases.Counted(new ReleaseFiles(context.parser()).statements(file), 0))
              .orElseGet(() -> counted(releases, source.role.orElseThrow()));
      releases.record(application, release, found.statements());
      context.output().show(words(found), json(found));
    }
    return ExitCodes.DONE;
  }

  private String words(Releases.Counted found) {
    String left =
        found.unreadable() == 0
            ? ""
            : ", without " + found.unreadable() + " whose texts are hidden or lost";
    String name = application + " " + release;
    return "recorded "
        + found.statements().size()
        + " statements of "
        + name
        + left
        + "\nnext: concertina needs; and when it has left: concertina releases --end "
        + name;
  }

  private Json json(Releases.Counted found) {
    return new Json()
        .put("application", application)
        .put("release", release)
        .put("statements", found.statements().size())
        .put("unreadable", found.unreadable());
  }

  private static Releases.Counted counted(Releases releases, String role) {
    Releases.Counted counted =
        releases
            .counted(role)
            .orElseThrow(
                () ->
                    invalid(
                        "not-counted",
                        "nobody counts statements here: pg_stat_statements is not loaded and"
                            + " installed in this database",
                        "load it, or give --file"));
    if (counted.statements().isEmpty()) {
      throw invalid(
          "no-statement",
          counted.unreadable() == 0
              ? "no statement of a role " + role + " has been counted in this database"
              : "the texts of all "
                  + counted.unreadable()
                  + " statements of "
                  + role
                  + " are hidden",
          counted.unreadable() == 0
              ? "name the role as which the release runs, after it has run, or give --file"
              : "GRANT pg_read_all_stats TO the role that Concertina uses, or give --file");
    }
    return counted;
  }

  private static FailedException invalid(String code, String message, String hint) {
    return new FailedException(new ErrorReport(ExitCodes.INVALID, code, message, hint));
  }
}
