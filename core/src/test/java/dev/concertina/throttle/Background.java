package dev.concertina.throttle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A session that runs one statement on a thread of its own, until it is closed. */
final class Background implements AutoCloseable {

  private final Connection connection;
  private final Thread thread;

  Background(TestDatabase database, String sql) {
    this.connection = database.connection();
    this.thread =
        new Thread(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              } catch (SQLException e) {
                // Closing ends it.
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      while (thread.isAlive()) {
        // Lost if it comes before the statement has begun.
        connection.unwrap(PGConnection.class).cancelQuery();
        thread.join(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
