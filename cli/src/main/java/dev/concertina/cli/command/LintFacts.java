package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.cli.Context;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.config.UrlConnections;
import dev.concertina.hazard.LintContext;
import dev.concertina.lint.size.TableSizes;
import dev.concertina.sql.QualifiedName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What lint may know beside the migrations. */
final class LintFacts {

  @Option(
      names = "--pg",
      paramLabel = "VERSION",
      description = "The server's major version, 14 to 18. Default: 14, which holds for all.")
  private Optional<Integer> server = Optional.empty();

  @Option(
      names = "--sizes",
      paramLabel = "FILE",
      description =
          "Rows of tables, so that small ones are no hazard: {\"orders\": 2000000}. With --url they"
              + " are read from the database.")
  private Optional<Path> sizes = Optional.empty();

  /** Asks the database only if the command line names it: in CI, variables often name another. */
  LintContext read(Context context) {
    Map<QualifiedName, Long> rows = new HashMap<>();
    int major = context.configuration().namesDatabase() ? database(context, rows) : unknown();
    sizes.ifPresent(file -> rows.putAll(TableSizes.read(file)));
    try {
      LintContext plain = LintContext.of(major);
      return new LintContext(major, rows, plain.smallTable());
    } catch (IllegalArgumentException e) {
      throw (UsageException)
          new UsageException(
                  "PostgreSQL " + major + " is not known", "--pg takes 14, 15, 16, 17 or 18")
              .initCause(e);
    }
  }

  private int unknown() {
    return server.orElse(LintContext.OLDEST);
  }

  /** The server's version, unless the command line says another. */
  private int database(Context context, Map<QualifiedName, Long> rows) {
    UrlConnections connections =
        new UrlConnections(context.configuration().url(), context.configuration().schema());
    try (Connection connection = connections.open("concertina:lint")) {
      rows.putAll(TableSizes.read(connection));
      return server.orElse(connection.getMetaData().getDatabaseMajorVersion());
    } catch (SQLException e) {
      throw (MigrationException)
          new MigrationException(
                  "unreachable",
                  connections.target() + " cannot be asked for sizes: " + e.getMessage(),
                  "leave --url out, or give --sizes FILE instead",
                  Optional.empty())
              .initCause(e);
    }
  }
}
