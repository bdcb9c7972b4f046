package dev.concertina.cli.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Somebody's report: one transaction that reads the table while the deploy begins. It blocks no
 * request; but whatever waits for its end to get a strong lock makes all others wait behind.
 */
final class LongReport {

  private static final String SEARCH_PATH = "public";

  private final Connection connection;
  private final Duration length;
  private final CompletableFuture<Void> rest;

  private LongReport(Connection connection, Duration length) {
    this.connection = connection;
    this.length = length;
    this.rest = CompletableFuture.runAsync(this::read);
  }

  /** Begins the report; when this returns, it holds the lock of a reader. */
  static LongReport begin(Stage stage, Duration length) {
    try {
      Connection connection =
          DriverManager.getConnection(
              stage.server().applicationUrl(stage.database(), Side.OLD, SEARCH_PATH));
      connection.setAutoCommit(false);
      new Client(connection, stage.scenario().before()).list(0, Ledger.BLOCK);
      return new LongReport(connection, length);
    } catch (SQLException e) {
      throw new IllegalStateException("the report could not begin", e);
    }
  }

  void awaitEnd() {
    rest.join();
  }

  private void read() {
    try (connection;
        PreparedStatement work = connection.prepareStatement("SELECT pg_sleep(?)")) {
      work.setDouble(1, length.toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
      work.execute();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the report did not come to its end", e);
    }
  }
}
