package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.cli.config.UrlConnections;
import dev.concertina.cli.lint.ScratchServer;
import dev.concertina.cli.lint.TraceReport;
import dev.concertina.hazard.Unit;
import dev.concertina.trace.MigrationTracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Running what is judged, on a server that may be thrown away. */
final class TraceOptions {

  @Option(
      names = "--trace",
      description =
          "Run the migrations on an embedded PostgreSQL, and show which locks each statement takes and"
              + " what it rewrites. It runs what the files say, with your rights.")
  private boolean wanted;

  @Option(
      names = "--trace-url",
      paramLabel = "URL",
      description =
          "Run them in this database instead, which may be thrown away and should be empty.")
  private Optional<String> url = Optional.empty();

  boolean areWanted() {
    return wanted || url.isPresent();
  }

  TraceReport run(List<Unit> units) {
    try {
      if (url.isPresent()) {
        return run(
            units,
            new UrlConnections(DatabaseUrl.parse(url.get()), Optional.empty())
                .open("concertina:trace"));
      }
      try (ScratchServer server = ScratchServer.start()) {
        return run(units, server.connection());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
    } catch (SQLException e) {
      throw (MigrationException)
          new MigrationException(
                  "unreachable",
                  "The server of --trace broke off: " + e.getMessage(),
                  "Give one with --trace-url, or leave --trace out.",
                  Optional.empty())
              .initCause(e);
    }
  }

  private static TraceReport run(List<Unit> units, Connection connection) throws SQLException {
    try (connection) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      return new TraceReport(version, new MigrationTracer(connection).run(units));
    }
  }
}
