package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.cli.json.CheckJson;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.CheckText;
import dev.concertina.engine.Concertina;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.journal.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which statements that run now a migration would break or change. Only reads the database. */
@Command(
    name = "check",
    description = "Which statements that run now each phase would break or change.",
    footer = {
      "",
      "Exit 4 if something breaks, may fail or changes before CONTRACT.",
      "For example: concertina check migrations/V7__rename_user_name.sql"
    })
public final class CheckCommand implements Action {

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Option(
      names = "--statements",
      paramLabel = "FILE",
      description = "SQL of the application. Default: what pg_stat_statements has counted.")
  private Optional<Path> statements = Optional.empty();

  @Option(
      names = "--scratch",
      paramLabel = "URL",
      description =
          "A server on which a database is made and dropped, which holds only structure. Default:"
              + " the same server.")
  private Optional<String> scratch = Optional.empty();

  @Override
  public int run(Context context) {
    migrations.nameStandardInput("V0__stdin");
    DatabaseUrl url =
        scratch.map(DatabaseUrl::parse).orElseGet(() -> context.configuration().url());
    try (Concertina concertina = context.connect()) {
      Optional<List<String>> texts =
          statements.map(file -> StatementFile.statements(file, context.parser()));
      List<CheckReport> reports =
          pending(context, concertina).stream()
              .map(migration -> concertina.check(migration, texts, new ScratchServer(url)))
              .toList();
      context
          .output()
          .show(
              CheckText.of(reports, context.output().style()),
              new Json().put("checks", reports.stream().map(CheckJson::of).toList()));
      if (!reports.stream().allMatch(CheckReport::isSafeInWindow)) {
        throw new FailedException(
            new ErrorReport(
                ExitCodes.HAZARD,
                "live-statements",
                "statements that run now would fail or answer something else before CONTRACT",
                "change the statements named above first, or the migration"));
      }
    }
    return ExitCodes.DONE;
  }

  /** Each is tried on the structure as it is now. */
  private List<Migration> pending(Context context, Concertina concertina) {
    List<Migration> files = migrations.read(context);
    return migrations.isGiven() ? files : InFlight.of(concertina).before(State.EXPANDED, files);
  }
}
