package dev.concertina.cli.demo;

import dev.concertina.cli.Stop;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An embedded PostgreSQL, with {@code fsync = off}: nothing here has to survive a power cut, and
 * the numbers should be the locks', not the disk's. The applications connect as a role that owns
 * nothing.
 */
final class DemoServer implements AutoCloseable {

  private static final String ADMINISTRATOR = "postgres";
  private static final Identifier APPLICATION = new Identifier("app");

  private final EmbeddedPostgres postgres;

  private DemoServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts it.
   *
   * @param stop a request to end also ends the server, and with it every statement that runs, and
   *     interrupts the thread that has started it
   */
  static DemoServer start(Stop stop) {
    DemoServer server = start();
    Thread demo = Thread.currentThread();
    stop.passOnTo(
        () -> {
          demo.interrupt();
          new Thread(server::stop, "concertina-demo-stop").start();
        });
    return server;
  }

  private static DemoServer start() {
    try {
      DemoServer server =
          new DemoServer(
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "off")
                  .setServerConfig("shared_buffers", "128MB")
                  .setServerConfig("max_connections", "60")
                  .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                  .setRegisterShutdownHook(false)
                  .start());
      try (Connection connection = server.administrator(ADMINISTRATOR, "demo")) {
        execute(connection, Sql.of("CREATE ROLE {} LOGIN", APPLICATION));
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
    } catch (SQLException e) {
      throw new IllegalStateException("the embedded PostgreSQL does not answer", e);
    }
  }

  /** A database without tables. */
  void createDatabase(String name) throws SQLException {
    try (Connection connection = administrator(ADMINISTRATOR, "demo")) {
      execute(connection, Sql.of("CREATE DATABASE {}", new Identifier(name)));
    }
  }

  void dropDatabase(String name) throws SQLException {
    try (Connection connection = administrator(ADMINISTRATOR, "demo")) {
      execute(connection, Sql.of("DROP DATABASE {} WITH (FORCE)", new Identifier(name)));
    }
  }

  /** A new connection as the role that runs migrations. */
  Connection administrator(String database, String applicationName) throws SQLException {
    return DriverManager.getConnection(
        postgres.getJdbcUrl(ADMINISTRATOR, database) + "&ApplicationName=" + applicationName);
  }

  /**
   * Where an application connects: each statement is prepared on the server from its first use.
   *
   * @param searchPath schemas, with commas
   */
  String applicationUrl(String database, Side side, String searchPath) {
    return postgres.getJdbcUrl(APPLICATION.value(), database)
        + "&prepareThreshold=1&ApplicationName="
        + side
        + "&currentSchema="
        + searchPath;
  }

  /** For instance {@code PostgreSQL 18.6}. */
  String version() throws SQLException {
    try (Connection connection = administrator(ADMINISTRATOR, "demo");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW server_version")) {
      result.next();
      return "PostgreSQL " + result.getString(1);
    }
  }

  /** When it returns, the server is gone, whoever closed it. */
  @Override
  public synchronized void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      postgres.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stop() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
    }
  }

  private static void execute(Connection connection, Sql sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.sql());
    }
  }
}
