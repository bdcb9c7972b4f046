package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Releases;
import java.nio.file.Path;
import java.util.List;
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
    try (Concertina concertina = context.connect()) {
      Releases releases = concertina.releases();
      List<String> statements =
          source
              .file
              .map(new ReleaseFiles(context.parser())::statements)
              .orElseGet(() -> counted(releases, source.role.orElseThrow()));
      releases.record(application, release, statements);
      context
          .output()
          .show(
              "recorded "
                  + statements.size()
                  + " statements of "
                  + application
                  + " "
                  + release
                  + "\nnext: concertina needs; and when it has left: concertina releases --end "
                  + application
                  + " "
                  + release,
              new Json()
                  .put("application", application)
                  .put("release", release)
                  .put("statements", statements.size()));
    }
    return ExitCodes.DONE;
  }

  private static List<String> counted(Releases releases, String role) {
    return releases
        .counted(role)
        .orElseThrow(
            () ->
                new FailedException(
                    new ErrorReport(
                        ExitCodes.INVALID,
                        "not-counted",
                        "nobody counts statements here: pg_stat_statements is not loaded and"
                            + " installed in this database",
                        "load it, or give --file")));
  }
}
