package dev.concertina.cli.lint;

import dev.concertina.change.MigrationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** An embedded PostgreSQL for one run, with nothing in it; gone when closed. */
public final class ScratchServer implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  private ScratchServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts it.
   *
   * @throws MigrationException if it does not start
   */
  public static ScratchServer start() {
    try {
      return new ScratchServer(EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
    } catch (IOException | IllegalStateException e) {
      throw (MigrationException)
          new MigrationException(
                  "unreachable",
                  "The embedded PostgreSQL does not start: " + e.getMessage(),
                  "Give a server that may be thrown away with --trace-url.",
                  Optional.empty())
              .initCause(e);
    }
  }

  /** A new connection as its owner. */
  public Connection connection() throws SQLException {
    return DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
